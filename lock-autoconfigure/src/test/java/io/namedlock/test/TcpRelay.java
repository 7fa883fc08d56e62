package io.namedlock.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A network between a client and a server that fails on request: it can fall silent, or
 * reset all connections.
 */
public final class TcpRelay implements AutoCloseable {

	private static final int BUFFER = 8192;

	private final ServerSocket listener;

	private final int targetPort;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final ReentrantLock valve = new ReentrantLock();

	private final Condition opened = this.valve.newCondition();

	private boolean paused;

	/**
	 * Opens a relay at any port.
	 * @param targetPort the server's port at 127.0.0.1
	 */
	public TcpRelay(int targetPort) {
		this(0, targetPort);
	}

	/**
	 * Opens a relay where clients expect the server.
	 * @param port the port to listen at
	 * @param targetPort the server's port at 127.0.0.1
	 */
	public TcpRelay(int port, int targetPort) {
		this.targetPort = targetPort;
		try {
			this.listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start("relay-accept", this::accept);
	}

	/**
	 * The port to connect to at 127.0.0.1.
	 * @return the port
	 */
	public int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * Keeps back all bytes, in both directions, as a network does that fell silent.
	 * Connections stay open, also where one side closes its own, and new ones are
	 * accepted but hear nothing.
	 */
	public void pause() {
		setPaused(true);
	}

	/**
	 * Lets bytes pass again, those kept back first.
	 */
	public void resume() {
		setPaused(false);
	}

	/**
	 * Ends all connections with a TCP reset on both sides. New ones are accepted.
	 */
	public void reset() {
		for (Socket socket : this.sockets) {
			reset(socket);
		}
		this.sockets.clear();
	}

	@Override
	public void close() {
		resume();
		closeListener();
		reset();
	}

	private void setPaused(boolean paused) {
		this.valve.lock();
		try {
			this.paused = paused;
			this.opened.signalAll();
		}
		finally {
			this.valve.unlock();
		}
	}

	private void accept() {
		try {
			while (true) {
				connect(this.listener.accept());
			}
		}
		catch (IOException ex) {
			closeListener();
		}
	}

	private void connect(Socket client) {
		try {
			Socket server = new Socket(InetAddress.getLoopbackAddress(), this.targetPort);
			this.sockets.addAll(List.of(client, server));
			start("relay-up", () -> pump(client, server));
			start("relay-down", () -> pump(server, client));
			if (this.listener.isClosed()) {
				reset();
			}
		}
		catch (IOException ex) {
			reset(client);
		}
	}

	private void pump(Socket from, Socket to) {
		byte[] buffer = new byte[BUFFER];
		try {
			for (int read = from.getInputStream().read(buffer); read >= 0; read = from.getInputStream().read(buffer)) {
				awaitOpen();
				to.getOutputStream().write(buffer, 0, read);
			}
			awaitOpen();
			to.shutdownOutput();
		}
		catch (IOException ex) {
			awaitOpen();
			reset(from);
			reset(to);
		}
	}

	private void awaitOpen() {
		this.valve.lock();
		try {
			while (this.paused) {
				this.opened.awaitUninterruptibly();
			}
		}
		finally {
			this.valve.unlock();
		}
	}

	private void closeListener() {
		try {
			this.listener.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void reset(Socket socket) {
		try {
			socket.setSoLinger(true, 0);
			socket.close();
		}
		catch (IOException ex) {
			// closed already
		}
	}

	private static void start(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

}
