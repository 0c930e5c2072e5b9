package io.cogniscribe.query;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A port that forwards to a server until the test cuts the connection. */
final class Relay implements AutoCloseable {

  private final InetSocketAddress target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ServerSocket listener;
  private final int port;

  Relay(int targetPort) throws IOException {
    this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
    this.port = listen(0);
  }

  int port() {
    return port;
  }

  /** Breaks all connections and refuses new ones. */
  void cut() throws IOException {
    ServerSocket open = listener;
    listener = null;
    if (open != null) {
      open.close();
    }
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  /** Forwards to the server again, at the same port. */
  void mend() throws IOException {
    listen(port);
  }

  private int listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    listener = socket;
    Thread.ofVirtual().start(() -> accept(socket));
    return socket.getLocalPort();
  }

  private void accept(ServerSocket socket) {
    try {
      while (!socket.isClosed()) {
        Socket client = socket.accept();
        Socket server = new Socket(target.getAddress(), target.getPort());
        sockets.add(client);
        sockets.add(server);
        Thread.ofVirtual().start(() -> pump(client, server));
        Thread.ofVirtual().start(() -> pump(server, client));
      }
    } catch (IOException cut) {
      // The test has cut the connection.
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException cut) {
      // Either side has closed, or the test has cut the connection.
    }
  }

  @Override
  public void close() throws IOException {
    cut();
  }
}
