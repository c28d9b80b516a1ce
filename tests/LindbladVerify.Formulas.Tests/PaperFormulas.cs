using LindbladVerify.Verification.FormulaFiles;

namespace LindbladVerify.Formulas.Tests;

/// <summary>Formulas of the paper's suite by id.</summary>
internal static class PaperFormulas
{
    private static readonly string[] PairParameters = ["D", "Delta", "P", "Gc", "G2"];

    public static Formula Of(string id) => FormulaCatalogue.Find(id);

    public static bool IsPair(Formula formula) => formula.Parameters.Select(p => p.Name).SequenceEqual(PairParameters, StringComparer.Ordinal);

    public static PairRate RateOf(string id)
    {
        Formula formula = Of(id);
        return (dipolar, hyperfine, polarization, electronRate, broadening) => formula.Predict(formula.At(dipolar, hyperfine, polarization, electronRate, broadening));
    }

    public static double Value(string id, params double[] values) => Value(Of(id), values);

    public static double Value(Formula formula, params double[] values) => formula.Predict(formula.At(values));
}
