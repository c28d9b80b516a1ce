namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// A rate of the model of Chessari et al., Phys. Rev. B 107, 224429 (2023): two nuclei exchange polarization through their
/// dipolar coupling while one electron shifts them apart. On {|αβ⟩, |βα⟩}: H(t) = ½ Delta P(t) σz - ½ D σx, coherence decay G2.
/// W is the one-way transition rate; the population difference decays at 2W.
/// </summary>
public abstract class PairFormula : Formula
{
    private static readonly Parameter[] Common =
    [
        new("D", "rad/s", 1, 200, "Dipolar coupling D12 of the two nuclei; at most a fifth of every rate of the range."),
        new("Delta", "rad/s", 1e4, 1e8, "Difference A1 - A2 of the hyperfine couplings, for a fully polarized electron."),
        new("P", "1", 0, 1, "Mean electron polarization."),
        new("Gc", "1/s", 1e4, 1e9, "Electron rate 1/tau_c: decay rate of the correlation of the electron polarization."),
        new("G2", "1/s", 1e3, 1e6, "Total zero-quantum broadening."),
    ];

    /// <summary>The paper, for an equation of it.</summary>
    /// <param name="equation">For example "Eq. (9)".</param>
    internal static Source Paper(string equation) =>
        new("A. Chessari, S. F. Cousin, S. Jannin and Q. Stern, Phys. Rev. B 107, 224429 (2023)", "10.1103/PhysRevB.107.224429", equation);

    /// <summary>What follows from the paper's model but is not printed there.</summary>
    internal static Source Derived { get; } =
        new("Derived from the model of A. Chessari et al., Phys. Rev. B 107, 224429 (2023); derivation in docs/theory", "10.1103/PhysRevB.107.224429", string.Empty);

    /// <inheritdoc/>
    public override string Suite => "chessari-2023";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => Common;

    /// <inheritdoc/>
    public sealed override double Predict(ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Evaluate(point["D"], point["Delta"], point["P"], point["Gc"], point["G2"]);
    }

    /// <summary>The rate at a point.</summary>
    /// <param name="dipolar">D12, rad/s; any finite number.</param>
    /// <param name="hyperfine">Delta = A1 - A2 for a fully polarized electron, rad/s; any finite number.</param>
    /// <param name="polarization">Mean electron polarization P, from -1 to 1.</param>
    /// <param name="electronRate">Gc = 1/tau_c, 1/s; zero (a static electron, where the formula allows it) or positive.</param>
    /// <param name="broadening">Total zero-quantum broadening G2, 1/s; positive.</param>
    /// <returns>One-way transition rate W, 1/s. Relative rounding error below 1e-14, however far apart the rates are.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its domain or not a number.</exception>
    protected abstract double Evaluate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening);
}
