using LindbladVerify.Reporting.Files;

namespace LindbladVerify.Reporting.Plots;

/// <summary>Writes a figure and its numbers side by side.</summary>
public static class FigureFiles
{
    /// <summary>Writes "&lt;id&gt;.svg" and "&lt;id&gt;.csv" into a folder, which is made if need be within one that exists; each appears whole or not at all.</summary>
    /// <returns>The two paths.</returns>
    /// <exception cref="OutputFileException">A file cannot be written; the message says which and why.</exception>
    public static (string Svg, string Csv) Write(Figure figure, string folder)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        AtomicFile.MakeFolder(folder);
        string svg = Path.Combine(folder, figure.Id + ".svg");
        string csv = Path.Combine(folder, figure.Id + ".csv");
        AtomicFile.WriteText(csv, writer => FigureCsv.Write(figure, writer));
        AtomicFile.WriteText(svg, writer => writer.Write(FigureSvg.Document(figure)));
        return (svg, csv);
    }
}
