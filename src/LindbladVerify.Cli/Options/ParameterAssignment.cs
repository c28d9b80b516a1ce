using LindbladVerify.Formulas;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Cli.Options;

/// <summary>NAME=VALUE of a formula's parameter, as options give it: a number that may carry a unit.</summary>
internal static class ParameterAssignment
{
    /// <summary>The parameter and its value in rad/s, 1/s, s, nm or 1; a conversion is added to the notes.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="text">Such as "Gc=2 MHz".</param>
    /// <param name="formula">The formula.</param>
    /// <param name="notes">Told of a conversion.</param>
    /// <exception cref="InputException">It names no parameter, or the value is not a number with a unit that fits.</exception>
    public static (string Name, double Value) Read(string option, string text, Formula formula, List<string> notes)
    {
        string[] sides = text.Split('=', 2, StringSplitOptions.TrimEntries);
        string known = string.Join(", ", formula.Parameters.Select(p => p.Name));
        if (sides.Length != 2)
        {
            throw new InputException($"{option} needs NAME=VALUE with a parameter of {formula.Id}, one of {known}; '{text}' is not that.");
        }

        Parameter parameter = formula.Parameters.FirstOrDefault(p => string.Equals(p.Name, sides[0], StringComparison.Ordinal))
            ?? throw new InputException($"{option} gives '{sides[0]}', which is not a parameter of {formula.Id}; they are {known}.");
        return (parameter.Name, QuantityOption.Read($"{option} {parameter.Name}", sides[1], Quantity.KindOf(parameter.Unit), notes));
    }
}
