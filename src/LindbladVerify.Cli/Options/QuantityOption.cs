using System.CommandLine;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Cli.Options;

/// <summary>An option that takes a number with an optional unit; the conversion is noted.</summary>
internal sealed class QuantityOption(string name, string description, QuantityKind kind)
{
    /// <summary>The option for the parser.</summary>
    public Option<string> Option { get; } = new(name) { Description = description, Required = true, HelpName = kind == QuantityKind.Dimensionless ? "number" : "number [unit]" };

    /// <summary>The value in rad/s, 1/s or 1; a conversion is added to the notes.</summary>
    /// <exception cref="InputException">It is not a number with a unit that fits.</exception>
    public double Read(ParseResult parsed, List<string> notes) => Read(name, parsed.GetValue(Option)!, kind, notes);

    /// <summary>Reads a number with an optional unit wherever it was given.</summary>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="value">The text.</param>
    /// <param name="kind">What it measures.</param>
    /// <param name="notes">Told of a conversion.</param>
    /// <exception cref="InputException">It is not a number with a unit that fits.</exception>
    public static double Read(string name, string value, QuantityKind kind, List<string> notes)
    {
        try
        {
            Quantity quantity = Quantity.Parse(value, kind);
            if (quantity.Note is not null)
            {
                notes.Add($"{name}: {quantity.Note}");
            }

            return quantity.Value;
        }
        catch (ExpressionException e)
        {
            throw new InputException($"{name}: {e.Reason}.");
        }
    }
}
