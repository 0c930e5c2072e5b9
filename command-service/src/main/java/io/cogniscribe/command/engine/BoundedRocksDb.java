package io.cogniscribe.command.engine;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the memory of all RocksDB stores of this process together. By default, every store of
 * every partition has its own caches and buffers of 100 MB.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  /** The key of the shared {@link Memory} in the streams configuration. */
  static final String MEMORY = "cogniscribe.rocksdb.memory";

  private static final long WRITE_BUFFER_BYTES = 2L * 1024 * 1024;

  /**
   * The memory that all stores share. Kafka Streams creates one setter for each store, but all of
   * them get one configuration.
   */
  record Memory(Cache blocks, WriteBufferManager writeBuffers) implements AutoCloseable {

    /** Creates a memory of at most {@code bytes} for blocks and write buffers together. */
    static Memory of(long bytes) {
      RocksDB.loadLibrary();
      Cache blocks = new LRUCache(bytes, -1, false, 0.1);
      return new Memory(blocks, new WriteBufferManager(bytes / 2, blocks));
    }

    @Override
    public void close() {
      writeBuffers.close();
      blocks.close();
    }
  }

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    Memory memory = (Memory) Objects.requireNonNull(configs.get(MEMORY));
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.blocks());
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    table.setFilterPolicy(new BloomFilter(10));
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memory.writeBuffers());
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setMaxWriteBufferNumber(2);
  }

  @Override
  public void close(String storeName, Options options) {
    // The shared memory outlives every store; its creator closes it.
  }
}
