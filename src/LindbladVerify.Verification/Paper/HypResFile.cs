using System.Globalization;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.Paper;

/// <summary>
/// Changes a HypRes model by words: those of a YAML file, which is a flat table of the keys of <see cref="HypResSetting"/> with numbers and of
/// conventions, noise and method with names, or single ones.
/// </summary>
internal static class HypResFile
{
    private static readonly string[] Names = ["conventions", "noise", "method"];

    /// <summary>The model of a file; keys that it lacks keep the values of a start.</summary>
    /// <param name="document">What the file holds.</param>
    /// <param name="start">What it changes.</param>
    /// <exception cref="ModelFileException">It is no such table; the message names the place, the key and what is allowed.</exception>
    public static HypResModel Read(FileNode document, HypResModel start)
    {
        ArgumentNullException.ThrowIfNull(document);
        const string what = "a HypRes model";
        HypResModel model = start;
        foreach ((FileScalar key, FileNode node) in document.AsMapping(what).AllowOnly(what, [.. Names, .. HypResSetting.All.Select(s => s.Key)]).Entries)
        {
            FileScalar value = node.AsScalar(key.Text);
            try
            {
                model = With(model, key.Text, value.Text);
            }
            catch (FormatException e)
            {
                throw value.Error(e.Message, e);
            }
        }

        return model;
    }

    /// <summary>The model with one key changed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="key">A key of <see cref="HypResSetting"/>, or conventions, noise or method.</param>
    /// <param name="value">A name, or a number that may carry a unit, such as "0.4 nm".</param>
    /// <exception cref="FormatException">The value is not allowed; the message names the key and what is.</exception>
    public static HypResModel With(HypResModel model, string key, string value)
    {
        ArgumentNullException.ThrowIfNull(model);
        try
        {
            switch (key)
            {
                case "conventions": return model with { Conventions = ConventionSets.Find(value) };
                case "noise": return model with { Noise = ElectronNoise.Parse(value).Name };
                case "method": return model with { Method = value };
            }

            HypResSetting setting = HypResSetting.All.Single(s => string.Equals(s.Key, key, StringComparison.Ordinal));
            return setting.Set(model, Number(setting, value));
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message.Split(" (Parameter", 2)[0], e);
        }
    }

    private static double Number(HypResSetting setting, string text)
    {
        // Infinity, which a relaxation time may be, carries no unit.
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsPositiveInfinity(number))
        {
            return number;
        }

        try
        {
            return Quantity.Parse(text, Quantity.KindOf(setting.Unit)).Value;
        }
        catch (ExpressionException e)
        {
            throw new FormatException($"{setting.Key} must be a number{(setting.Unit is "1" ? string.Empty : $" in {setting.Unit}")}: {e.Reason}", e);
        }
    }
}
