import java.io.File;
import javax.imageio.ImageIO;
import org.w3c.dom.Element;

/** Prints the international text chunks of a PNG as ImageIO reads them: keyword, a tab, the text. Pixels are read too. */
class ItxtChunks {
  public static void main(String[] arguments) throws Exception {
    try (var stream = ImageIO.createImageInputStream(new File(arguments[0]))) {
      var reader = ImageIO.getImageReaders(stream).next();
      reader.setInput(stream);
      reader.read(0);
      var metadata = (Element) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
      var entries = metadata.getElementsByTagName("iTXtEntry");
      for (int i = 0; i < entries.getLength(); i++) {
        var entry = (Element) entries.item(i);
        System.out.println(entry.getAttribute("keyword") + "\t" + entry.getAttribute("text"));
      }
    }
  }
}
