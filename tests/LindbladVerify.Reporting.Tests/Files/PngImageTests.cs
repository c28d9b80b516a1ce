using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Tests.Plots;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Files;

public sealed class PngImageTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(200, 200)]
    public void Pixels_and_palette_come_back(int width, int height)
    {
        byte[] pixels = new byte[width * height];
        new Random(7).NextBytes(pixels);
        (byte, byte, byte)[] palette = [.. Enumerable.Range(0, 256).Select(i => ((byte)i, (byte)(255 - i), (byte)(i / 2)))];
        (int w, int h, byte[] indices, byte[] colours) = Decode(PngImage.EncodePalette(pixels, width, height, palette));
        Assert.Equal((width, height), (w, h));
        Assert.Equal(pixels, indices);
        Assert.Equal(palette.SelectMany(c => new[] { c.Item1, c.Item2, c.Item3 }), colours);
    }

    [Fact]
    public void A_heat_map_of_200_by_200_is_a_compact_image_with_the_highest_row_first()
    {
        string svg = FigureSvg.Document(Gallery.ValidityMap());
        Assert.True(svg.Length < 60_000, $"{svg.Length} characters");
        (int width, int height, byte[] pixels, _) = Decode(FirstImage(svg));
        Assert.Equal((200, 200), (width, height));
        HeatMap map = Gallery.ValidityMap().Panels[0].Items.OfType<HeatMap>().Single();
        var colours = new AxisMap(AxisScale.Log10, 1e-4, 10);
        foreach ((int i, int j) in new[] { (0, 0), (17, 31), (199, 0), (0, 199), (120, 150) })
        {
            double fraction = Math.Clamp(colours.Map(map.Values[(j * 200) + i]), 0, 1);
            Assert.Equal(1 + Math.Round(254 * fraction), pixels[((199 - j) * 200) + i]);
        }
    }

    [Fact]
    public void A_grid_that_is_uneven_on_its_axis_is_resampled_at_the_right_places()
    {
        double[,] values = { { 0, 1, 2 }, { 0, 1, 2 } };
        var figure = new Figure("f", "t", "d", new Axes(Axis.Linear("x"), Axis.Linear("y"), new HeatMap("v", [0, 1, 5], [0, 1], values)));
        (int width, _, byte[] pixels, _) = Decode(FirstImage(FigureSvg.Document(figure)));

        // Cells meet at 0.5 and 3 of the range from -0.5 to 7.
        Assert.Equal(Math.Round(width * 1.0 / 7.5), pixels.Take(width).Count(p => p == 1));
        Assert.Equal(Math.Round(width * 2.5 / 7.5), pixels.Take(width).Count(p => p == 128));
        Assert.Equal(Math.Round(width * 4.0 / 7.5), pixels.Take(width).Count(p => p == 255));
    }

    [Fact]
    public void Gaps_are_transparent_and_infinities_at_their_end_of_the_scale()
    {
        double[,] values = { { double.NaN, double.PositiveInfinity }, { -1, 0 }, { 1, 10 } };
        var map = new HeatMap("v", [0, 1], [0, 1, 2], values) { ColorScale = AxisScale.Log10 };
        var figure = new Figure("f", "t", "d", new Axes(Axis.Linear("x"), Axis.Linear("y"), map));
        Assert.Equal([1, 255, 0, 1, 0, 255], Decode(FirstImage(FigureSvg.Document(figure))).Pixels);
    }

    [Fact]
    public void Shapes_and_palettes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PngImage.EncodePalette([1, 2, 3], 2, 2, [(0, 0, 0)]));
        Assert.Throws<ArgumentException>(() => PngImage.EncodePalette([], 0, 0, [(0, 0, 0)]));
        Assert.Throws<ArgumentException>(() => PngImage.EncodePalette([1], 1, 1, [(0, 0, 0)]));
    }

    private static byte[] FirstImage(string svg)
    {
        string href = XDocument.Parse(svg).Descendants().First(e => e.Name.LocalName is "image").Attribute("href")!.Value;
        return Convert.FromBase64String(href["data:image/png;base64,".Length..]);
    }

    // A reader of the chunks of the PNG specification, with the check word computed bit by bit.
    private static (int Width, int Height, byte[] Pixels, byte[] Palette) Decode(byte[] png)
    {
        Assert.Equal([137, 80, 78, 71, 13, 10, 26, 10], png[..8]);
        Dictionary<string, byte[]> chunks = new(StringComparer.Ordinal);
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            byte[] body = png[(at + 4)..(at + 8 + length)];
            Assert.Equal(Crc(body), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            chunks.Add(Encoding.ASCII.GetString(body, 0, 4), body[4..]);
            at += 12 + length;
        }

        Assert.Equal(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"], chunks.Keys, StringComparer.Ordinal);
        int width = BinaryPrimitives.ReadInt32BigEndian(chunks["IHDR"]);
        int height = BinaryPrimitives.ReadInt32BigEndian(chunks["IHDR"].AsSpan(4));
        Assert.Equal([8, 3, 0, 0, 0], chunks["IHDR"][8..]);
        using var zlib = new ZLibStream(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress);
        var raw = new MemoryStream();
        zlib.CopyTo(raw);
        byte[][] rows = [.. raw.ToArray().Chunk(width + 1)];
        Assert.Equal(height, rows.Length);
        Assert.All(rows, row => Assert.Equal(0, row[0]));
        return (width, height, [.. rows.SelectMany(row => row[1..])], chunks["PLTE"]);
    }

    private static uint Crc(byte[] bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte b in bytes)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bool one = ((crc ^ ((uint)b >> bit)) & 1) != 0;
                crc = (crc >> 1) ^ (one ? 0xEDB88320 : 0);
            }
        }

        return ~crc;
    }
}
