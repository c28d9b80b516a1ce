using System.Globalization;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Noise;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LindbladVerify.Verification.HypRes;

/// <summary>Reads a HypRes model from a YAML file: a flat table of the keys of <see cref="HypResSetting"/> with numbers, and conventions, noise and method with names.</summary>
public static class HypResFile
{
    private static readonly string[] Words = ["conventions", "noise", "method"];

    /// <summary>The model of a text; keys that it lacks keep the values of a start.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="start">What it changes.</param>
    /// <exception cref="ModelFileException">The text is not such a table; the message names the place, the key and what is allowed.</exception>
    public static HypResModel Read(string text, string file, HypResModel start)
    {
        ArgumentNullException.ThrowIfNull(start);
        HypResModel model = start;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            parser.Consume<MappingStart>();
            while (!parser.Accept<MappingEnd>(out _))
            {
                Scalar key = parser.Consume<Scalar>();
                if (!seen.Add(key.Value))
                {
                    throw Error(file, key.Start, $"'{key.Value}' stands twice");
                }

                model = Apply(model, key, parser.Consume<Scalar>(), file);
            }
        }
        catch (YamlException e)
        {
            throw new ModelFileException(file, (int)e.Start.Line, (int)e.Start.Column, $"not a table of keys and values: {e.Message}", e);
        }

        return model;
    }

    private static HypResModel Apply(HypResModel model, Scalar key, Scalar value, string file)
    {
        try
        {
            switch (key.Value)
            {
                case "conventions": return model with { Conventions = ConventionSets.Find(value.Value) };
                case "noise": return model with { Noise = ElectronNoise.Parse(value.Value).Name };
                case "method": return model with { Method = value.Value };
            }

            HypResSetting setting = HypResSetting.All.FirstOrDefault(s => string.Equals(s.Key, key.Value, StringComparison.Ordinal))
                ?? throw Error(file, key.Start, $"'{key.Value}' is no setting; there are {string.Join(", ", Words.Concat(HypResSetting.All.Select(s => s.Key)))}");
            return double.TryParse(value.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !double.IsNaN(number)
                ? setting.Set(model, number)
                : throw Error(file, value.Start, $"{key.Value} must be a number in {setting.Unit}, not '{value.Value}'");
        }
        catch (Exception e) when (e is ArgumentException || (e is FormatException && e is not ModelFileException))
        {
            throw new ModelFileException(file, (int)value.Start.Line, (int)value.Start.Column, e.Message.Split(" (Parameter", 2)[0], e);
        }
    }

    private static ModelFileException Error(string file, Mark at, string reason) => new(file, (int)at.Line, (int)at.Column, reason);
}
