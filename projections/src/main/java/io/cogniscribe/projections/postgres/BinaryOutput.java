package io.cogniscribe.projections.postgres;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A growing buffer of values in PostgreSQL's binary format. */
final class BinaryOutput {

  private ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);

  BinaryOutput put(byte value) {
    room(Byte.BYTES).put(value);
    return this;
  }

  BinaryOutput putShort(int value) {
    room(Short.BYTES).putShort((short) value);
    return this;
  }

  BinaryOutput putInt(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  BinaryOutput putLong(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  BinaryOutput putDouble(double value) {
    room(Double.BYTES).putDouble(value);
    return this;
  }

  BinaryOutput put(byte[] bytes) {
    room(bytes.length).put(bytes);
    return this;
  }

  int size() {
    return buffer.position();
  }

  byte[] toByteArray() {
    return Arrays.copyOf(buffer.array(), size());
  }

  /**
   * Returns the backing array. It is longer than {@link #size()}, and reused after {@link
   * #clear()}.
   */
  byte[] array() {
    return buffer.array();
  }

  void clear() {
    buffer.clear();
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int capacity = Math.max(buffer.capacity() * 2, Math.addExact(size(), bytes));
      buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity)).position(size());
    }
    return buffer;
  }
}
