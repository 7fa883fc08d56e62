package io.namedlock.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A network that takes a while: whatever it is given it passes on after the same delay,
 * in both directions and for all connections. One thread receives and notes the time,
 * another sends what is due, so that neither keeps the other from being punctual.
 */
final class DelayRelay implements AutoCloseable {

	private final int targetPort;

	private final Selector selector;

	private final ServerSocketChannel listener;

	private final DelayedSender sender;

	private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

	private final List<SocketChannel> channels = new ArrayList<>();

	DelayRelay(int targetPort) throws IOException {
		this.targetPort = targetPort;
		this.selector = Selector.open();
		this.listener = ServerSocketChannel.open();
		this.listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
		this.listener.configureBlocking(false);
		this.listener.register(this.selector, SelectionKey.OP_ACCEPT);
		this.sender = new DelayedSender();
		start("relay-receive", this::receive);
		start("relay-send", this.sender);
	}

	int port() {
		return this.listener.socket().getLocalPort();
	}

	/**
	 * Sets how long a byte takes in one direction.
	 */
	void delay(long nanos) {
		this.sender.delay(nanos);
	}

	@Override
	public void close() {
		this.sender.stop();
		try {
			this.selector.close();
			this.listener.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void receive() {
		try {
			while (this.selector.isOpen()) {
				this.selector.select(this::handle);
			}
		}
		catch (IOException | ClosedSelectorException ex) {
			this.sender.stop();
		}
		finally {
			this.channels.forEach(DelayedSender::close);
		}
	}

	private void handle(SelectionKey key) {
		if (key.channel() == this.listener) {
			accept();
		}
		else {
			read((SocketChannel) key.channel(), (SocketChannel) key.attachment());
		}
	}

	private void accept() {
		try {
			SocketChannel client = this.listener.accept();
			connect(client);
		}
		catch (IOException ex) {
			System.err.println("The relay cannot accept a connection: " + ex);
		}
	}

	private void connect(SocketChannel client) throws IOException {
		try {
			SocketChannel server = SocketChannel
				.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.targetPort));
			join(client, server);
			join(server, client);
		}
		catch (IOException ex) {
			DelayedSender.close(client);
			throw ex;
		}
	}

	private void join(SocketChannel from, SocketChannel to) throws IOException {
		from.configureBlocking(false);
		from.setOption(StandardSocketOptions.TCP_NODELAY, true);
		from.register(this.selector, SelectionKey.OP_READ, to);
		this.channels.add(from);
	}

	private void read(SocketChannel from, SocketChannel to) {
		try {
			this.buffer.clear();
			if (from.read(this.buffer) < 0) {
				throw new IOException("The other side has closed");
			}
			this.sender.send(this.buffer.flip(), to);
		}
		catch (IOException ex) {
			DelayedSender.close(from);
			this.sender.end(to);
		}
	}

	private static void start(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.setPriority(Thread.MAX_PRIORITY);
		thread.start();
	}

}
