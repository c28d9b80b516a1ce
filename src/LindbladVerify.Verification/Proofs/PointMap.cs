using System.Globalization;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.PrimeFields;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;

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

/// <summary>A parameter x = End + Sign y in terms of the coordinate y of a path.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Name">Name of the coordinate in formulas.</param>
/// <param name="End">Where the parameter ends; 0 where it is its own coordinate.</param>
/// <param name="Sign">1 or -1; 0 where the parameter is held at End.</param>
/// <param name="Exponent">e of y → y λ^e.</param>
internal sealed record PathCoordinate(string Parameter, string Name, BigRational End, int Sign, BigRational Exponent)
{
    /// <summary>A parameter that the path leaves alone.</summary>
    public static PathCoordinate Free(string name) => new(name, name, BigRational.Zero, 1, BigRational.Zero);

    /// <summary>A parameter that the path holds at a number.</summary>
    public static PathCoordinate Fixed(string name, BigRational value) => new(name, name, value, 0, BigRational.Zero);

    /// <summary>A parameter that tends to a number from the side on which its range lies.</summary>
    public static PathCoordinate Towards(Parameter parameter, BigRational end, BigRational exponent)
    {
        bool fromBelow = parameter.High <= end.ToDouble() || parameter.Low < end.ToDouble();
        string distance = fromBelow ? $"({end} - {parameter.Name})" : end.Sign < 0 ? $"({parameter.Name} + {-end})" : $"({parameter.Name} - {end})";
        return new PathCoordinate(parameter.Name, distance, end, fromBelow ? -1 : 1, exponent);
    }
}
