using System.Globalization;

namespace LindbladVerify.Systems.Expressions;

/// <summary>
/// Constants of nature by name, in SI units and angular frequencies, for expressions of model and formula files. A name that the file gives to anything of its
/// own (a parameter, site, helper or index) means that and never the constant.
/// </summary>
/// <remarks>
/// CODATA 2022: Mohr, Newell, Taylor and Tiesinga, Rev. Mod. Phys. 97, 025002 (2025), doi:10.1103/RevModPhys.97.025002. Gyromagnetic ratios of nuclei beside
/// the bare proton: Harris, Becker, Cabral de Menezes, Goodfellow and Granger, Pure Appl. Chem. 73, 1795 (2001), doi:10.1351/pac200173101795.
/// </remarks>
internal static class NaturalConstants
{
    private const string Codata = "CODATA 2022";
    private const string Iupac = "IUPAC 2001";

    /// <summary>The constants, in the order of the documentation.</summary>
    public static IReadOnlyList<NaturalConstant> All { get; } =
    [
        new("hbar", "reduced Planck constant h/(2 pi)", "6.62607015e-34/(2*pi)", "J s", Codata),
        new("h", "Planck constant", "6.62607015e-34", "J s", Codata),
        new("kB", "Boltzmann constant", "1.380649e-23", "J/K", Codata),
        new("c", "speed of light in vacuum", "299792458", "m/s", Codata),
        new("e", "elementary charge", "1.602176634e-19", "C", Codata),
        new("NA", "Avogadro constant", "6.02214076e23", "1/mol", Codata),
        new("mu0", "vacuum magnetic permeability", "1.25663706127e-6", "N/A^2", Codata),
        new("eps0", "vacuum electric permittivity", "8.8541878188e-12", "F/m", Codata),
        new("muB", "Bohr magneton", "9.2740100657e-24", "J/T", Codata),
        new("muN", "nuclear magneton", "5.0507837393e-27", "J/T", Codata),
        new("me", "electron mass", "9.1093837139e-31", "kg", Codata),
        new("mp", "proton mass", "1.67262192595e-27", "kg", Codata),
        new("gammaE", "gyromagnetic ratio of the free electron, as a positive number", "1.76085962784e11", "rad/(s T)", Codata),
        new("gammaH", "gyromagnetic ratio of the bare proton", "2.6752218708e8", "rad/(s T)", Codata),
        new("gammaD", "gyromagnetic ratio of 2H", "4.10662791e7", "rad/(s T)", Iupac),
        new("gammaC13", "gyromagnetic ratio of 13C", "6.728284e7", "rad/(s T)", Iupac),
        new("gammaN14", "gyromagnetic ratio of 14N", "1.9337792e7", "rad/(s T)", Iupac),
        new("gammaN15", "gyromagnetic ratio of 15N", "-2.71261804e7", "rad/(s T)", Iupac),
        new("gammaF19", "gyromagnetic ratio of 19F", "2.518148e8", "rad/(s T)", Iupac),
        new("gammaSi29", "gyromagnetic ratio of 29Si", "-5.3190e7", "rad/(s T)", Iupac),
        new("gammaP31", "gyromagnetic ratio of 31P", "1.08394e8", "rad/(s T)", Iupac),
    ];

    /// <summary>The constant of a name; null where there is none.</summary>
    public static NaturalConstant? Find(string name) => All.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.Ordinal));

    /// <summary>Puts the numbers in the place of the names.</summary>
    /// <param name="expression">An expression.</param>
    /// <param name="isOwn">Whether a name means something else in the file.</param>
    /// <param name="used">Told of each constant that was put in.</param>
    /// <exception cref="ExpressionException">A power of e that reads like an exponential.</exception>
    public static Expression Insert(Expression expression, Func<string, bool> isOwn, Action<NaturalConstant> used)
    {
        NaturalConstant[] met = [.. expression.Names().Where(n => !isOwn(n)).Select(Find).OfType<NaturalConstant>()];
        if (met.Length == 0)
        {
            return expression;
        }

        if (Array.Exists(met, c => c.Name is "e"))
        {
            RefuseEuler(expression);
        }

        Array.ForEach(met, used);
        return expression.Substitute(met.ToDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal));
    }

    /// <summary>e^2 is the square of a charge; e^(-t) is what is written exp(-t).</summary>
    private static void RefuseEuler(Expression expression)
    {
        if (expression is BinaryExpression { Operator: BinaryOperator.Power, Left: NameExpression { Name: "e" }, Right: not NumberExpression })
        {
            throw new ExpressionException(expression.Children[0].Position, "e is the elementary charge, 1.602176634e-19 C; write exp(x) for the power of Euler's number");
        }

        foreach (Expression child in expression.Children)
        {
            RefuseEuler(child);
        }
    }
}

/// <summary>A constant of nature.</summary>
/// <param name="Name">The name in expressions.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="Text">Its value as an expression of numbers and pi.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Source">Who recommends the value.</param>
internal sealed record NaturalConstant(string Name, string Meaning, string Text, string Unit, string Source)
{
    /// <summary>The value: the digits of the source, exactly.</summary>
    public Expression Value { get; } = Expression.Parse(Text);

    /// <summary>A line for the reader of a result.</summary>
    public string Note => string.Create(CultureInfo.InvariantCulture, $"{Name} is the {Meaning}, {CompiledExpression.Formula(Value, []).Evaluate():R} {Unit} ({Source})");
}
