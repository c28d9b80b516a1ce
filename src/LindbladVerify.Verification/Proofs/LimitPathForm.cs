using System.Globalization;
using System.Numerics;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Limits;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Systems.PrimeFields;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Verification.Proofs;

/// <summary>
/// The path of a limit in coordinates y in which it is y_i → y_i λ^(e_i): parameter x_i = y_i, or a + y_i or a - y_i where it tends to a, or a fixed number.
/// </summary>
/// <param name="Coordinates">[parameters] how each follows from its coordinate.</param>
/// <param name="Direction">Where λ goes.</param>
internal sealed record LimitPathForm(IReadOnlyList<PathCoordinate> Coordinates, LimitDirection Direction)
{
    private const double Rounding = 1e-9;

    /// <summary>The exponents of the coordinates.</summary>
    public IReadOnlyList<BigRational> Exponents => [.. Coordinates.Select(c => c.Exponent)];

    /// <summary>Names of the coordinates in formulas: the parameter, or its distance from the end in brackets.</summary>
    public IReadOnlyList<string> Names => [.. Coordinates.Select(c => c.Name)];

    /// <summary>The parameters at coordinates; false where a number of the path is none in the field.</summary>
    public bool TryPoint(PrimeField field, ReadOnlySpan<ulong> coordinates, Span<ulong> point)
    {
        for (int k = 0; k < point.Length; k++)
        {
            PathCoordinate coordinate = Coordinates[k];
            if (coordinate.End.IsZero && coordinate.Sign > 0)
            {
                point[k] = coordinates[k];
                continue;
            }

            if (!field.TryFromRational(coordinate.End.Numerator, coordinate.End.Denominator, out ulong end))
            {
                return false;
            }

            point[k] = coordinate.Sign switch { 0 => end, > 0 => field.Add(end, coordinates[k]), _ => field.Subtract(end, coordinates[k]) };
        }

        return true;
    }

    /// <summary>The path of a claim: as a file writes it, or, of a program, from its values.</summary>
    /// <exception cref="NotAlgebraicException">The program is no path by powers.</exception>
    public static LimitPathForm Of(Formula formula, LimitClaim claim)
    {
        if (claim is FileLimitClaim file)
        {
            return new LimitPathForm([.. formula.Parameters.Select(p => Coordinate(p, file.Approach))], file.Approach.IsToInfinity ? LimitDirection.Infinity : LimitDirection.Zero);
        }

        var sampler = new DomainSampler(formula.Parameters, 1);
        ParameterPoint[] starts = [sampler.Point(0), sampler.Point(1), sampler.Point(2)];
        return new LimitPathForm([.. formula.Parameters.Select(p => Coordinate(p, claim, starts))], LimitDirection.Zero);
    }

    /// <summary>No path at all: every parameter is its own coordinate.</summary>
    public static LimitPathForm AtRest(IReadOnlyList<string> parameters) => new([.. parameters.Select(PathCoordinate.Free)], LimitDirection.Zero);

    /// <summary>The path of a derivation.</summary>
    public static LimitPathForm Of(IReadOnlyList<string> parameters, DerivationPath path) => new(
        [.. parameters.Select(p => !path.Exponents.TryGetValue(p, out BigRational exponent) ? PathCoordinate.Free(p)
            : path.End is { IsZero: false } end ? PathCoordinate.Towards(new Parameter(p, "1", end.ToDouble() - 1, end.ToDouble(), p), end, exponent)
            : new PathCoordinate(p, p, BigRational.Zero, 1, exponent))],
        path.Direction);

    private static PathCoordinate Coordinate(Parameter parameter, LimitApproach approach)
    {
        if (!approach.Exponents.TryGetValue(parameter.Name, out double exponent))
        {
            return approach.HeldAt(parameter.Name) is { } held ? Held(parameter, held) : PathCoordinate.Free(parameter.Name);
        }

        BigRational power = Fraction(exponent) ?? throw new NotAlgebraicException(string.Create(CultureInfo.InvariantCulture, $"The exponent {exponent:R} of the path is no simple fraction."));
        if (approach.IsToInfinity || approach.End is not { } end)
        {
            return new PathCoordinate(parameter.Name, parameter.Name, BigRational.Zero, 1, power);
        }

        BigRational target = BigRational.TryParse(end, out BigRational value) ? value : throw new NotAlgebraicException($"The end '{end}' of the path is no decimal number.");
        return target.IsZero ? new PathCoordinate(parameter.Name, parameter.Name, target, 1, power) : PathCoordinate.Towards(parameter, target, power);
    }

    private static PathCoordinate Coordinate(Parameter parameter, LimitClaim claim, ParameterPoint[] starts)
    {
        string name = parameter.Name;
        double[] begin = Array.ConvertAll(starts, p => claim.Path(p, 1)[name]);
        double[] near = Array.ConvertAll(starts, p => claim.Path(p, 1.0 / 256)[name]);
        double[] nearer = Array.ConvertAll(starts, p => claim.Path(p, 1.0 / 65536)[name]);
        if (begin.SequenceEqual(near) && begin.SequenceEqual(nearer))
        {
            return begin.All(v => v == begin[0]) ? Held(parameter, begin[0]) : PathCoordinate.Free(name);
        }

        foreach (int target in new[] { 0, 1, -1 })
        {
            double[] powers = [.. begin.Select((v, k) => Math.Log2((v - target) / (near[k] - target)) / 8), .. begin.Select((v, k) => Math.Log2((v - target) / (nearer[k] - target)) / 16)];
            if (powers.All(e => Math.Abs(e - powers[0]) < 1e-7) && Fraction(powers[0]) is { } power)
            {
                return target == 0 ? new PathCoordinate(name, name, 0, 1, power) : PathCoordinate.Towards(parameter, target, power);
            }
        }

        throw new NotAlgebraicException($"The path is known as a program only: '{name}' follows no power.");
    }

    /// <summary>A parameter that a path holds at one number: fixed where that number means something, free where it is one of many.</summary>
    private static PathCoordinate Held(Parameter parameter, double value)
    {
        string text = value.ToString("G12", CultureInfo.InvariantCulture);
        return parameter.High <= parameter.Low || (value != 0 && parameter.Unit is not ("1" or "rad")) ? PathCoordinate.Free(parameter.Name)
            : BigRational.TryParse(text, out BigRational number) && text.Length < 9 ? PathCoordinate.Fixed(parameter.Name, number)
            : throw new NotAlgebraicException($"On this path {parameter.Name} is held at an irrational number.");
    }

    private static BigRational? Fraction(double value)
    {
        const int LargestDenominator = 12;
        for (int q = 1; q <= LargestDenominator; q++)
        {
            double p = Math.Round(value * q);
            if (Math.Abs((value * q) - p) < Rounding * q * Math.Max(1, Math.Abs(value)) * 100)
            {
                return new BigRational(new BigInteger(p), q);
            }
        }

        return null;
    }
}
