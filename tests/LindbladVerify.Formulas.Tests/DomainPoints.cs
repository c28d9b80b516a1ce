namespace LindbladVerify.Formulas.Tests;

/// <summary>Points of the domain of a formula: every corner, and reproducible random ones.</summary>
internal static class DomainPoints
{
    public static IEnumerable<ParameterPoint> Corners(Formula formula)
    {
        int count = formula.Parameters.Count;
        for (int corner = 0; corner < 1 << count; corner++)
        {
            yield return formula.At([.. formula.Parameters.Select((p, i) => (corner >> i & 1) == 0 ? p.Low : p.High)]);
        }
    }

    public static IEnumerable<ParameterPoint> Random(Formula formula, int count)
    {
        Random random = new(20230628);
        for (int i = 0; i < count; i++)
        {
            yield return formula.At([.. formula.Parameters.Select(p => Sample(p, random.NextDouble()))]);
        }
    }

    private static double Sample(Parameter parameter, double u) =>
        parameter.IsLogarithmic
            ? parameter.Low * Math.Pow(parameter.High / parameter.Low, u)
            : parameter.Low + ((parameter.High - parameter.Low) * u);
}
