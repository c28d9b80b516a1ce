using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// The rate at which polarization passes from the first to the last of several nuclei beside one electron, from a network of pairwise flip-flop rates:
/// resistances 1/Wij in series or in parallel. Each Wij is the residence-time rate of its pair alone, all orders in Dij.
/// </summary>
public abstract class RateNetworkFormula : Formula
{
    /// <inheritdoc/>
    public override string Suite => "chessari-2023";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters =>
    [
        .. Pairs.Select(p => new Parameter(Dipolar(p), "rad/s", 1, 1e3, $"Dipolar coupling of nuclei {p.First} and {p.Second}.")),
        .. Enumerable.Range(1, Nuclei).Select(i => new Parameter($"A{i}", "rad/s", 1e4 * Math.Pow(4, Nuclei - i), 4e4 * Math.Pow(4, Nuclei - i), $"Hyperfine coupling of nucleus {i}, for a fully polarized electron.")),
        new("P", "1", 0, 1, "Mean electron polarization."),
        new("Gc", "1/s", 1e5, 1e7, "Electron rate 1/tau_c: decay rate of the correlation of the electron polarization."),
        new("G2", "1/s", 1e4, 1e5, "Zero-quantum broadening of every pair."),
    ];

    /// <summary>Number of nuclei.</summary>
    protected abstract int Nuclei { get; }

    /// <summary>The pairs that couple, counted from 1.</summary>
    protected abstract IReadOnlyList<(int First, int Second)> Pairs { get; }

    /// <summary>The transfer rate from the full quantum dynamics.</summary>
    protected static Reference Computed => new(Reference.NetworkTransferRateQuantity, NoiseNames.ElectronTelegraph, Reference.ExactMethod);

    /// <summary>All dipolar couplings become weak.</summary>
    private protected LimitPath WeakCoupling => new((p, e) => Times(Start(p), e), StartText + ", Dij = Dij0 epsilon");

    /// <summary>All dipolar couplings become strong.</summary>
    private protected LimitPath StrongCoupling => new((p, e) => Times(Start(p), 1 / e), StartText + ", Dij = Dij0/epsilon");

    /// <summary>The same couplings without hyperfine splittings.</summary>
    private protected LimitPath WeakCouplingOnResonance => new(
        (p, e) => Enumerable.Range(1, Nuclei).Aggregate(Times(Start(p), e), (q, i) => q.With($"A{i}", 1e4)),
        StartText + ", Ai = 1e4 rad/s, Dij = Dij0 epsilon");

    /// <summary>The law that every such rate obeys.</summary>
    protected IEnumerable<Claim> Laws =>
    [
        new SymmetryClaim("hyperfine-offset", "Adding the same hyperfine coupling to every nucleus changes nothing.", VerdictKind.Exact, p => Enumerable.Range(1, Nuclei).Aggregate(p, (q, i) => q.With($"A{i}", p[$"A{i}"] + 16384)), "Ai -> Ai + 16384 rad/s", _ => 1, Computed),
        new SymmetryClaim("scaling", "Multiplying every coupling and rate by a factor multiplies the transfer rate by it.", VerdictKind.Exact, p => PairClaims.Scaled(p, [.. Parameters.Select(q => q.Name).Where(n => n is not "P")]), "all couplings and rates -> 7.3 times", _ => PairClaims.ScalingFactor, Computed),
    ];

    private static string StartText => "From a start with Dij = G2/3 (Dij/1e3)^(1/5), Ai -> G2 (Ai/1e4)^(1/2), Gc -> G2 (Gc/1e5)^(1/5), P -> 0.1 + 0.4 P";

    /// <inheritdoc/>
    public sealed override double Predict(ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Transfer([.. Pairs.Select(p => ElectronResidenceTime.Rate(point[Dipolar(p)], point[$"A{p.First}"] - point[$"A{p.Second}"], point["P"], point["Gc"], point["G2"]))]);
    }

    /// <summary>The transfer rate of the network.</summary>
    /// <param name="rates">W of each pair, in the order of <see cref="Pairs"/>, 1/s.</param>
    protected abstract double Transfer(IReadOnlyList<double> rates);

    /// <summary>A combination of pair rates with what they are: the residence-time rate of each pair for the real electron.</summary>
    private protected string WithRates(string combination) => string.Join(", ", Pairs.Select(p =>
    {
        string d = Dipolar(p);
        string shift = $"(A{p.First}-A{p.Second})^2";
        return $"W{d[1..]} = {d}^2*({shift}*Gc*(Gc*(1-P^2)+G2)+G2*(Gc+G2)*({d}^2+Gc*(Gc+G2)))/(2*({shift}*P^2*Gc*({d}^2+Gc^2)+{d}^2*G2*({shift}+G2*(Gc+G2))+Gc*({shift}+G2*(Gc+G2))^2))";
    }).Prepend(combination));

    private static string Dipolar((int First, int Second) pair) => $"D{pair.First}{pair.Second}";

    private ParameterPoint Times(ParameterPoint point, double factor) =>
        Pairs.Aggregate(point, (p, pair) => p.With(Dipolar(pair), p[Dipolar(pair)] * factor));

    private ParameterPoint Start(ParameterPoint point)
    {
        double width = point["G2"];
        ParameterPoint start = point.With("Gc", width * Math.Pow(point["Gc"] / 1e5, 0.2)).With("P", 0.1 + (0.4 * Math.Abs(point["P"])));
        start = Pairs.Aggregate(start, (p, pair) => p.With(Dipolar(pair), width / 3 * Math.Pow(Math.Abs(p[Dipolar(pair)]) / 1e3, 0.2)));
        return Enumerable.Range(1, Nuclei).Aggregate(start, (p, i) => p.With($"A{i}", width * Math.Sqrt(Math.Abs(p[$"A{i}"]) / 1e4)));
    }
}
