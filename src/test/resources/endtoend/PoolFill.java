import java.io.File;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Fills every pool of a node with Carbon's own pool, its driver and its settings, and holds the
/// connections until it is killed.
///
/// Arguments: the file of datasources, and the number of further connections. Prints `held N`, or
/// `refused` and the reason.
public final class PoolFill {

  private static final List<Connection> HELD = new ArrayList<>();

  public static void main(String[] arguments) throws Exception {
    try {
      NodeList datasources =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new File(arguments[0]))
              .getElementsByTagName("datasource");
      Properties last = null;
      for (int index = 0; index < datasources.getLength(); index++) {
        Properties settings = settings((Element) datasources.item(index));
        if (settings.getProperty("url", "").startsWith("jdbc:mysql:")) {
          fill(settings);
          last = settings;
        }
      }
      for (int more = Integer.parseInt(arguments[1]); more > 0; more--) {
        HELD.add(
            DriverManager.getConnection(
                last.getProperty("url"),
                last.getProperty("username"),
                last.getProperty("password")));
      }
      System.out.println("held " + HELD.size());
      new CountDownLatch(1).await();
    } catch (Exception failure) {
      System.out.println("refused after " + HELD.size() + ": " + failure);
      System.exit(1);
    }
  }

  private static Properties settings(Element datasource) {
    var settings = new Properties();
    NodeList configuration = datasource.getElementsByTagName("configuration");
    NodeList all = ((Element) configuration.item(0)).getElementsByTagName("*");
    for (int index = 0; index < all.getLength(); index++) {
      settings.setProperty(all.item(index).getNodeName(), all.item(index).getTextContent().trim());
    }
    return settings;
  }

  private static void fill(Properties settings) throws Exception {
    Class<?> factory = Class.forName("org.apache.tomcat.jdbc.pool.DataSourceFactory");
    var pool =
        (DataSource)
            factory
                .getMethod("createDataSource", Properties.class)
                .invoke(factory.getConstructor().newInstance(), settings);
    int most = Integer.parseInt(settings.getProperty("maxActive"));
    for (int count = 0; count < most; count++) {
      HELD.add(pool.getConnection());
    }
  }
}
