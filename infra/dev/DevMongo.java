// A MongoDB stand-in for machines without one: mongo-java-server behind one thread, durable in an H2 file or in memory for tests.
// java -cp 'lib/*' DevMongo.java <port, 0 for any> <file, or "memory">; prints "ready <port>"; ends when its stdin does.
import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.Set;
import org.h2.mvstore.MVStore;

public class DevMongo {
  private static final Set<String> READS =
      Set.of("hello", "isMaster", "ismaster", "ping", "buildInfo", "buildinfo", "find", "getMore", "killCursors", "count", "distinct",
          "listCollections", "listDatabases", "listIndexes", "endSessions", "serverStatus", "dbStats", "collStats");

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    MVStore store = args[1].equals("memory") ? null : open(args[1]);
    MongoServer server = new MongoServer(store == null ? inMemory() : durable(store));
    // One worker: with several, findAndModify is not atomic.
    server.bind(new InetSocketAddress("127.0.0.1", port), 1, 1);
    System.out.println("ready " + server.getLocalAddress().getPort());
    System.out.flush();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server, store)));
    while (System.in.read() >= 0) {} // the parent holds our stdin; a killed parent lets go of it
    System.exit(0);
  }

  private static MVStore open(String file) {
    MVStore store = new MVStore.Builder().fileName(file).autoCommitDisabled().open();
    store.setRetentionTime(0);
    store.setVersionsToKeep(0);
    // Without compaction 10,000 inserts and updates grow the file to 883 MB, with it to 49 MB.
    Thread compaction = new Thread(() -> {
      while (!store.isClosed()) {
        try {
          Thread.sleep(2000);
          store.compact(70, 4 << 20);
        } catch (InterruptedException | IllegalStateException stop) {
          return;
        } catch (RuntimeException e) {
          System.err.println("compaction: " + e);
        }
      }
    }, "compaction");
    compaction.setDaemon(true);
    compaction.start();
    return store;
  }

  private static MongoBackend durable(MVStore store) {
    return new H2Backend(store) {
      @Override public Document handleCommand(Channel channel, String database, String command, Document query) {
        return atLeast9(super.handleCommand(channel, database, command, query));
      }

      @Override public Document handleMessage(MongoMessage message) {
        String command = message.getDocument().keySet().iterator().next();
        try {
          return atLeast9(super.handleMessage(message));
        } finally {
          // Before the answer leaves: an acknowledged write survives a kill.
          if (!READS.contains(command)) {
            store.commit();
            store.sync();
          }
        }
      }
    };
  }

  private static MongoBackend inMemory() {
    return new MemoryBackend() {
      @Override public Document handleCommand(Channel channel, String database, String command, Document query) {
        return atLeast9(super.handleCommand(channel, database, command, query));
      }

      @Override public Document handleMessage(MongoMessage message) {
        return atLeast9(super.handleMessage(message));
      }
    };
  }

  /** mongoose 9 refuses the wire version 8 that the server claims, and needs nothing newer. */
  private static Document atLeast9(Document reply) {
    if (reply != null && reply.get("maxWireVersion") instanceof Number version && version.intValue() < 9) reply.put("maxWireVersion", 9);
    return reply;
  }

  private static void close(MongoServer server, MVStore store) {
    server.shutdownNow();
    if (store != null && !store.isClosed()) store.close();
  }
}
