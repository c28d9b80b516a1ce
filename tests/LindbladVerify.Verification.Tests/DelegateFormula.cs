using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Verification.Tests;

/// <summary>A formula made of a function, for formulas that are wrong in a known way.</summary>
public sealed class DelegateFormula(string id, IReadOnlyList<Parameter> parameters, Func<ParameterPoint, double> predict, params IReadOnlyList<Claim> claims) : Formula
{
    /// <summary>The parameters of a pair, in narrow units: rates from 0.1 to 10, D small.</summary>
    public static IReadOnlyList<Parameter> PairParameters { get; } =
    [
        new("D", "rad/s", 1e-3, 1e-2, "dipolar coupling"),
        new("Delta", "rad/s", 0.1, 10, "hyperfine difference"),
        new("P", "1", 0, 1, "polarization"),
        new("Gc", "1/s", 0.1, 10, "electron rate"),
        new("G2", "1/s", 0.1, 10, "broadening"),
    ];

    public override string Id => id;

    public override string Suite => "test";

    public override string Title => id;

    public override Source Source { get; } = new("test", string.Empty, string.Empty);

    public override string Variant => "derived";

    public override string Expression => id;

    public override IReadOnlyList<Parameter> Parameters => parameters;

    public override IReadOnlyList<Claim> Claims => claims;

    public override double Predict(ParameterPoint point) => predict(point);
}
