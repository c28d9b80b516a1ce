using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Formulas;

namespace LindbladVerify.Verification.Proofs;

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
        string distance = fromBelow ? $"({end} - {parameter.Name})" : $"({parameter.Name} - {end})";
        return new PathCoordinate(parameter.Name, distance, end, fromBelow ? -1 : 1, exponent);
    }
}
