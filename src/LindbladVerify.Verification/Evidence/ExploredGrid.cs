using LindbladVerify.Formulas;
using LindbladVerify.Verification.FormulaFiles;

namespace LindbladVerify.Verification.Evidence;

/// <summary>The places of tables: axes with their usual numbers of values, the points on them and points between.</summary>
internal static class ExploredGrid
{
    /// <summary>The most parameters of a table.</summary>
    public const int MostAxes = 3;

    /// <summary>The most values of a parameter that is a whole number in a table, which has them all.</summary>
    public const int MostWhole = 257;

    private static readonly int[] UsualCounts = [257, 65, 25];
    private static readonly int[] TimeCounts = [1025, 257, 129];
    private static readonly int[] CountsBesideTime = [0, 33, 17];

    /// <summary>Values of an axis of a table of three.</summary>
    public static int Fewest => UsualCounts[^1];

    /// <summary>A parameter by its name.</summary>
    public static Parameter Parameter(Formula formula, string name) => formula.Parameters.First(p => string.Equals(p.Name, name, StringComparison.Ordinal));

    /// <summary>Whether a table can have a parameter as an axis: of whole numbers it has all or none.</summary>
    public static bool CanTabulate(Parameter parameter) => !parameter.IsWhole || parameter.High - parameter.Low < MostWhole;

    /// <summary>Axes of a table.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="names">Its parameters.</param>
    /// <param name="count">Values of each that is no whole number; null for 257, 65 or 25 with one, two or three axes, and more along the time.</param>
    public static ExploredAxis[] Axes(Formula formula, IReadOnlyList<string> names, int? count)
    {
        bool hasTime = formula is FileFormula { Body.IsCurve: true } && names.Contains(FormulaBody.Time, StringComparer.Ordinal);
        int[] counts = hasTime ? CountsBesideTime : UsualCounts;
        return
        [
            .. names.Select(name =>
            {
                Parameter parameter = Parameter(formula, name);
                return parameter.IsWhole
                    ? new ExploredAxis(name, parameter.Low, parameter.High, parameter.IsLogarithmic && !CanTabulate(parameter), (int)Math.Min(parameter.High - parameter.Low + 1, MostWhole)) { IsWhole = true }
                    : new ExploredAxis(name, parameter.Low, parameter.High, parameter.IsLogarithmic, count ?? (hasTime && name is FormulaBody.Time ? TimeCounts : counts)[Math.Min(names.Count, MostAxes) - 1]);
            }),
        ];
    }

    /// <summary>A point of a table by its index, the last axis fastest.</summary>
    public static ParameterPoint OnGrid(ExploredAxis[] axes, ParameterPoint start, int index)
    {
        ParameterPoint point = start;
        for (int a = axes.Length - 1; a >= 0; a--)
        {
            point = point.With(axes[a].Name, axes[a].At(index % axes[a].Count));
            index /= axes[a].Count;
        }

        return point;
    }

    /// <summary>Points that fill the ranges evenly and lie on no grid: multiples of the roots of primes, without their whole parts.</summary>
    public static ParameterPoint Between(ExploredAxis[] axes, ParameterPoint start, int index)
    {
        ReadOnlySpan<int> primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];
        ParameterPoint point = start;
        for (int a = 0; a < axes.Length; a++)
        {
            double u = (index + 1) * Math.Sqrt(primes[a % primes.Length]) % 1;
            point = point.With(axes[a].Name, axes[a].At(u * (axes[a].Count - 1)));
        }

        return point;
    }
}
