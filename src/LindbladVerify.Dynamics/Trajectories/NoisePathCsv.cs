using System.Globalization;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// Noise paths as text: columns time, value and, for <see cref="PathInterpolation.Integrated"/>, integral; the header
/// names them. Numbers are written so that they read back to the bit. A '#' starts a comment line.
/// </summary>
public static class NoisePathCsv
{
    /// <summary>Writes a path.</summary>
    public static void Write(NoisePath path, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(writer);
        bool integrated = path.Interpolation == PathInterpolation.Integrated;
        writer.Write(integrated ? "time,value,integral\n" : "time,value\n");
        for (int k = 0; k < path.Times.Count; k++)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{path.Times[k]:R},{path.Values[k]:R}"));
            writer.Write(integrated ? string.Create(CultureInfo.InvariantCulture, $",{path.Integrals[k]:R}\n") : "\n");
        }
    }

    /// <summary>Reads a path. A file with integrals is always <see cref="PathInterpolation.Integrated"/>.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="interpolation">Step or Linear, for files without integrals.</param>
    /// <exception cref="FormatException">The header is neither "time,value" nor "time,value,integral", or a line does not fit it.</exception>
    /// <exception cref="ArgumentException">The numbers make no path.</exception>
    public static NoisePath Read(TextReader reader, PathInterpolation interpolation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        List<double>[] columns = [[], [], []];
        int expected = 0, number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            string trimmed = line.Trim();
            if (trimmed.Length == 0 || trimmed[0] == '#')
            {
                continue;
            }

            if (expected == 0)
            {
                expected = trimmed.Replace(" ", "", StringComparison.Ordinal) switch
                {
                    "time,value" => 2,
                    "time,value,integral" => 3,
                    _ => throw new FormatException($"line {number} is '{trimmed}'; a header 'time,value' or 'time,value,integral' is expected."),
                };
                continue;
            }

            string[] fields = trimmed.Split(',');
            if (fields.Length != expected)
            {
                throw new FormatException($"line {number} has {fields.Length} fields; {expected} are expected.");
            }

            for (int c = 0; c < expected; c++)
            {
                columns[c].Add(double.TryParse(fields[c], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                    ? value : throw new FormatException($"line {number}: '{fields[c]}' is not a number."));
            }
        }

        return expected == 3
            ? NoisePath.CreateIntegrated(columns[0], columns[1], columns[2])
            : NoisePath.Create(columns[0], columns[1], interpolation);
    }
}
