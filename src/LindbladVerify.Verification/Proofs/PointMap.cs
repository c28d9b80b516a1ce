using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.PrimeFields;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Sampling;

namespace LindbladVerify.Verification.Proofs;

/// <summary>A map of the parameters and the factor that a quantity gains under it, as expressions.</summary>
/// <param name="Images">[parameters] the image of each.</param>
/// <param name="Factor">The factor.</param>
internal sealed record PointMap(IReadOnlyList<Expression> Images, Expression Factor)
{
    private const double Rounding = 1e-12;
    private const int Digits = 12;

    /// <summary>The map of a symmetry: as a file writes it, or, of a program, from its values at two points.</summary>
    /// <exception cref="NotAlgebraicException">The program is no multiple, shift or exchange of parameters.</exception>
    public static PointMap Of(Formula formula, SymmetryClaim claim)
    {
        string[] names = [.. formula.Parameters.Select(p => p.Name)];
        if (claim is FileSymmetryClaim file)
        {
            var images = names.ToDictionary(n => n, n => (Expression)new NameExpression(n), StringComparer.Ordinal);
            foreach ((string name, PointExpression image) in file.Images)
            {
                images[name] = image.Expression;
            }

            return new PointMap([.. names.Select(n => images[n])], file.Gain?.Expression ?? new NumberExpression(1));
        }

        var sampler = new DomainSampler(formula.Parameters, 1);
        ParameterPoint[] points = [sampler.Point(0), sampler.Point(1), sampler.Point(2)];
        ParameterPoint[] mapped = Array.ConvertAll(points, p => claim.Map(p));
        double[] factors = Array.ConvertAll(points, p => claim.Factor(p));
        return new PointMap([.. names.Select(n => Image(n, names, points, mapped))], Constant(factors) ?? throw Unknown(claim.MapText));
    }

    private static Expression Image(string name, string[] names, ParameterPoint[] points, ParameterPoint[] mapped)
    {
        double[] images = Array.ConvertAll(mapped, p => p[name]);
        foreach (string source in names.OrderBy(n => string.Equals(n, name, StringComparison.Ordinal) ? 0 : 1))
        {
            double[] values = Array.ConvertAll(points, p => p[source]);
            if (Constant([.. images.Zip(values, (y, x) => y / x)]) is { } factor)
            {
                return factor is NumberExpression { Value: 1 } ? new NameExpression(source) : new BinaryExpression(BinaryOperator.Multiply, factor, new NameExpression(source));
            }

            if (Constant([.. images.Zip(values, (y, x) => y - x)]) is { } shift)
            {
                return new BinaryExpression(BinaryOperator.Add, new NameExpression(source), shift);
            }
        }

        return Constant(images) ?? throw Unknown(name);
    }

    /// <summary>The short decimal number, or its reciprocal, that all values are; null where they differ or it is not short.</summary>
    private static Expression? Constant(double[] values)
    {
        if (!Array.TrueForAll(values, v => double.IsFinite(v) && Math.Abs(v - values[0]) <= Rounding * Math.Abs(values[0])))
        {
            return null;
        }

        return Short(values[0]) ?? (Short(1 / values[0]) is { } inverse ? new BinaryExpression(BinaryOperator.Divide, new NumberExpression(1), inverse) : null);
    }

    private static Expression? Short(double value)
    {
        string text = Math.Abs(value).ToString("G" + Digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        const int Longest = 8;
        if (text.Length > Longest || !double.IsFinite(value))
        {
            return null;
        }

        var number = new NumberExpression(double.Parse(text, CultureInfo.InvariantCulture), default, text);
        return value < 0 ? new NegationExpression(number) : number;
    }

    private static NotAlgebraicException Unknown(string what) => new($"The map of '{what}' is known as a program only.");
}
