using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>
/// The equations of motion in symbols, one at a time: unknowns are Re ρ_ab and Im ρ_ab (a ≤ b) for each joint state s of the noise chains,
/// dρ^s/dt = -i[H + Σ ξ_s O, ρ^s] + Σ γ(L ρ^s L† - ½{L†L, ρ^s}) + Σ_s' k(s'→s) ρ^s' - Σ_s' k(s→s') ρ^s.
/// </summary>
internal sealed class GeneratorRows
{
    private const int Nowhere = -1;
    private readonly int dimension;
    private readonly IReadOnlyList<NoiseExpansion> chains;
    private readonly int[] strides;
    private readonly SymbolicRows steady;
    private readonly SymbolicRows[][] shifts;
    private readonly List<(FactorProduct Factors, SymbolicRows Left, SymbolicRows Right)> jumps = [];
    private readonly List<(int Chain, int From, int To, ScalarSum Rate)> flows = [];
    private readonly List<(int Chain, int From, int To, SymbolicRows Rows)> steps = [];

    /// <param name="space">The sites.</param>
    /// <param name="hamiltonian">H.</param>
    /// <param name="dissipators">Jump operators and rates.</param>
    /// <param name="noise">Operators and chains.</param>
    public GeneratorRows(HilbertSpace space, OperatorSum hamiltonian, IReadOnlyList<(OperatorSum Jump, ScalarSum Rate)> dissipators, IReadOnlyList<(OperatorSum Operator, NoiseExpansion Chain)> noise)
    {
        dimension = space.Dimension;
        chains = [.. noise.Select(n => n.Chain)];
        strides = new int[chains.Count];
        States = 1;
        for (int c = chains.Count - 1; c >= 0; c--)
        {
            strides[c] = States;
            States = checked(States * chains[c].Values.Count);
        }

        OperatorSum effective = Commutator(hamiltonian, ScalarSum.One);
        foreach ((OperatorSum jump, ScalarSum rate) in dissipators)
        {
            effective = AddDissipator(jump, rate, effective);
        }

        steady = new SymbolicRows(effective);
        shifts = [.. noise.Select(n => n.Chain.Values.Select(v => new SymbolicRows(Commutator(n.Operator, RealScalar.Of(v)))).ToArray())];
        for (int c = 0; c < chains.Count; c++)
        {
            flows.AddRange(chains[c].Jumps.Concat(chains[c].Losses.Select(l => (From: l.Level, To: Nowhere, l.Rate))).Select(j => (c, j.From, j.To, RealScalar.Of(j.Rate))).Where(f => f.Item4.Terms.Count > 0));
            steps.AddRange(chains[c].Steps.Select(s => (c, s.From, s.To, new SymbolicRows(Commutator(noise[c].Operator, RealScalar.Of(s.Value))))));
        }
    }

    /// <summary>Number of joint states of the chains.</summary>
    public int States { get; }

    /// <summary>The number of an unknown: Re or Im of ρ_ab, a ≤ b.</summary>
    public long Index(int state, int a, int b, bool imaginary) => (((((long)state * dimension) + a) * dimension) + b) * 2 + (imaginary ? 1 : 0);

    /// <summary>What an unknown stands for.</summary>
    public (int State, int A, int B, bool Imaginary) Unknown(long index) =>
        ((int)(index / 2 / dimension / dimension), (int)(index / 2 / dimension % dimension), (int)(index / 2 % dimension), (index & 1) == 1);

    /// <summary>State of each chain in a joint state.</summary>
    public int StateOf(int chain, int joint) => joint / strides[chain] % chains[chain].Values.Count;

    /// <summary>Whether a mean over the noise counts a joint state.</summary>
    public bool Counts(int joint) => Enumerable.Range(0, chains.Count).All(c => chains[c].Counts(StateOf(c, joint)));

    /// <summary>d/dt of an unknown as a sum of factors times constants times unknowns.</summary>
    public Dictionary<(long Unknown, FactorProduct Factors), RootSum> Row(long index)
    {
        (int state, int a, int b, bool imaginary) = Unknown(index);
        var row = new Dictionary<(long, FactorProduct), RootSum>();
        Commute(row, steady, state, a, b, imaginary);
        for (int c = 0; c < chains.Count; c++)
        {
            Commute(row, shifts[c][StateOf(c, state)], state, a, b, imaginary);
        }

        foreach ((int chain, int from, int to, SymbolicRows y) in steps.Where(s => StateOf(s.Chain, state) == s.To))
        {
            Commute(row, y, state + ((from - to) * strides[chain]), a, b, imaginary);
        }

        foreach ((FactorProduct factors, SymbolicRows left, SymbolicRows right) in jumps)
        {
            foreach ((int c, _, ExactNumber x) in left.Row(a))
            {
                foreach ((int d, _, ExactNumber y) in right.Row(b))
                {
                    Add(row, state, c, d, factors, x * y.Conjugate, imaginary);
                }
            }
        }

        foreach ((int chain, int from, int to, ScalarSum rate) in flows)
        {
            int here = StateOf(chain, state);
            foreach ((FactorProduct factors, ExactNumber value) in rate.Terms)
            {
                if (here == to)
                {
                    Add(row, state + ((from - to) * strides[chain]), a, b, factors, value, imaginary);
                }
                else if (here == from)
                {
                    Add(row, state, a, b, factors, -value, imaginary);
                }
            }
        }

        return row;
    }

    /// <summary>(Yρ + ρY†) at an unknown as a sum of factors times constants times unknowns.</summary>
    /// <param name="index">The unknown.</param>
    /// <param name="y">Y by rows.</param>
    public Dictionary<(long Unknown, FactorProduct Factors), RootSum> Product(long index, SymbolicRows y)
    {
        (int state, int a, int b, bool imaginary) = Unknown(index);
        var row = new Dictionary<(long, FactorProduct), RootSum>();
        Commute(row, y, state, a, b, imaginary);
        return row;
    }

    /// <summary>-i times the Hermitian part.</summary>
    private static OperatorSum Commutator(OperatorSum h, ScalarSum scale)
    {
        var half = ScalarSum.Constant(new ExactNumber(RootSum.Zero, RootSum.Of(new Rational(-1, 2))));
        var product = new OperatorSum();
        foreach ((FactorProduct f, ExactMatrix matrix) in (h + h.Adjoint).Terms)
        {
            foreach ((FactorProduct g, ExactNumber value) in (half * scale).Terms)
            {
                product.Add(f * g, value * matrix);
            }
        }

        return product;
    }

    private OperatorSum AddDissipator(OperatorSum jump, ScalarSum rate, OperatorSum effective)
    {
        var minusHalf = ExactNumber.Of(new Rational(-1, 2));
        var loss = new OperatorSum();
        foreach ((FactorProduct k, ExactMatrix left) in jump.Terms)
        {
            foreach ((FactorProduct l, ExactMatrix right) in jump.Terms)
            {
                foreach ((FactorProduct g, ExactNumber value) in rate.Terms)
                {
                    jumps.Add((g * (k * l), new SymbolicRows(OperatorSum.Of(ScalarSum.Constant(value), left)), new SymbolicRows(OperatorSum.Of(ScalarSum.One, right))));
                    loss.Add(g * (k * l), minusHalf * (value * (right.Adjoint * left)));
                }
            }
        }

        return effective + loss;
    }

    /// <summary>Adds (Yρ + ρY†)_ab.</summary>
    private void Commute(Dictionary<(long, FactorProduct), RootSum> row, SymbolicRows y, int state, int a, int b, bool imaginary)
    {
        foreach ((int c, FactorProduct factors, ExactNumber value) in y.Row(a))
        {
            Add(row, state, c, b, factors, value, imaginary);
        }

        foreach ((int c, FactorProduct factors, ExactNumber value) in y.Row(b))
        {
            Add(row, state, a, c, factors, value.Conjugate, imaginary);
        }
    }

    /// <summary>Adds the real or imaginary part of z ρ_cd.</summary>
    private void Add(Dictionary<(long, FactorProduct), RootSum> row, int state, int c, int d, FactorProduct factors, ExactNumber z, bool imaginary)
    {
        (int low, int high) = c <= d ? (c, d) : (d, c);
        Add(row, (Index(state, low, high, false), factors), imaginary ? z.Imaginary : z.Real);
        if (c != d)
        {
            // ρ_cd = R ± iI: Re(zρ) = xR ∓ yI, Im(zρ) = yR ± xI.
            RootSum part = imaginary ? z.Real : -z.Imaginary;
            Add(row, (Index(state, low, high, true), factors), c < d ? part : -part);
        }
    }

    private static void Add(Dictionary<(long, FactorProduct), RootSum> row, (long, FactorProduct) key, RootSum value)
    {
        if (value.IsZero)
        {
            return;
        }

        RootSum sum = row.TryGetValue(key, out RootSum? before) ? before + value : value;
        if (sum.IsZero)
        {
            row.Remove(key);
        }
        else
        {
            row[key] = sum;
        }
    }
}
