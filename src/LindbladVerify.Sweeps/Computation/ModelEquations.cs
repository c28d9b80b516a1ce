using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>The equations of one observable of a model file with everything found that does not depend on the point: block, parts, coordinates. Immutable.</summary>
internal sealed class ModelEquations
{
    private const int MostEquations = 400;
    private const int MostPolarizations = 4;

    private ModelEquations(SplitBlock block, ConservedCoordinates conserved)
    {
        Dimension = block.Dimension;
        Conserved = conserved.Count;
    }

    /// <summary>Product operators of the block.</summary>
    public int Dimension { get; }

    /// <summary>How many of the first coordinates stay what they are.</summary>
    public int Conserved { get; }

    /// <summary>The parts of the generator.</summary>
    public required IReadOnlyList<EquationPart> Parts { get; init; }

    /// <summary>The noises.</summary>
    public required IReadOnlyList<NoisePart> Noises { get; init; }

    /// <summary>The initial state.</summary>
    public required IReadOnlyList<InitialPart> Initial { get; init; }

    /// <summary>The observable: coefficients with coordinates [n].</summary>
    public required IReadOnlyList<(SlotProgram Coefficient, double[] Coordinates)> Observable { get; init; }

    /// <summary>Splits the equations.</summary>
    /// <param name="model">The file.</param>
    /// <param name="slots">The names known at a point: all parameters of the file among them.</param>
    /// <param name="given">The parameters that change from point to point.</param>
    /// <param name="observable">Name of the observable.</param>
    /// <exception cref="NotSplitException">They are no sum of fixed parts.</exception>
    public static ModelEquations Of(ModelFile model, SlotTable slots, IReadOnlyList<string> given, string observable)
    {
        ModelParts parts = model.Parts();
        LoadedModel sample = Sample(model);
        if (sample.Model.Drives.Count > 0)
        {
            throw new NotSplitException("the model is driven in time");
        }

        if (sample.Model.Sequence is not null)
        {
            throw new NotSplitException("the model has a sequence of pulses");
        }

        HilbertSpace space = model.Space;
        if (model.Noise.IsJointOrGated)
        {
            throw new NotSplitException("noises are correlated with each other or have an envelope");
        }

        if (space.Basis is not null)
        {
            throw new NotSplitException("the space is restricted to some numbers of excitations");
        }

        try
        {
            IReadOnlyList<(Expression Coefficient, Operator Operator)> hamiltonian = OperatorSplit.Hermitian(parts.Hamiltonian, space, "the Hamiltonian");
            (IReadOnlyList<(Expression Coefficient, Operator Operator)> Terms, NoiseParts Process)[] noises =
                [.. parts.Noise.Select(n => (OperatorSplit.Hermitian(n.Operator, space, "a noise operator"), n.Process))];
            ((Expression Coefficient, Operator Operator) Jump, Expression Rate)[] jumps = [.. parts.Dissipators.Select(d => (OneTerm(OperatorSplit.Of(d.Operator, space)), d.Rate))];
            IReadOnlyList<(Expression Coefficient, Operator Operator)> seen = OperatorSplit.Hermitian(parts.Observables.First(o => string.Equals(o.Name, observable, StringComparison.Ordinal)).Operator, space, "the observable");
            Operator[] driving = [.. hamiltonian.Select(h => h.Operator), .. noises.SelectMany(n => n.Terms).Select(t => t.Operator)];
            SplitBlock block = SplitBlock.Of(space, driving, [.. jumps.Select(j => j.Jump.Operator)], [.. seen.Select(o => o.Operator)], MostEquations);
            int noiseAt = hamiltonian.Count;
            var conserved = new ConservedCoordinates(block.Dimension, block.Generators);
            SparseMatrix<double>[] generators = [.. block.Generators.Select(conserved.Part)];
            return new ModelEquations(block, conserved)
            {
                Parts =
                [
                    .. hamiltonian.Select((h, k) => new EquationPart(slots.Compile(h.Coefficient), false, null, "the Hamiltonian", generators[k])),
                    .. jumps.Select((j, k) => new EquationPart(slots.Compile(j.Jump.Coefficient), true, slots.Compile(j.Rate), FormattableString.Invariant($"dissipator {k}"), generators[driving.Length + k])),
                ],
                Noises = [.. noises.Select(n =>
                {
                    (SlotProgram, SparseMatrix<double>)[] terms = [.. n.Terms.Select(t => (slots.Compile(t.Coefficient), generators[noiseAt++]))];
                    (SlotProgram[] numbers, Func<double[], NoiseProcess> process) = Process(n.Process, slots);
                    return new NoisePart(numbers, process, terms);
                })],
                Initial = State(model, parts, sample, slots, Varying(parts, given), o => conserved.State(block.Coordinates(o))),
                Observable = [.. seen.Select(o => (slots.Compile(o.Coefficient), conserved.Row(block.Coordinates(o.Operator))))],
            };
        }
        catch (ExpressionException e)
        {
            throw new NotSplitException($"an expression cannot be split: {e.Reason}");
        }
        catch (BlockTooLargeException e)
        {
            throw new NotSplitException($"the block is large: {e.Message}");
        }
    }

    private static LoadedModel Sample(ModelFile model)
    {
        try
        {
            return model.Bind();
        }
        catch (ModelFileException e)
        {
            throw new NotSplitException($"the model cannot be bound to the values of its own file: {e.Reason}");
        }
    }

    private static (Expression Coefficient, Operator Operator) OneTerm(IReadOnlyList<(Expression Coefficient, Operator Operator)> terms) =>
        terms.Count == 1 ? terms[0] : throw new NotSplitException("a jump operator is a sum with several coefficients");

    /// <summary>The parameters that change from point to point, those defined by others included.</summary>
    private static HashSet<string> Varying(ModelParts parts, IReadOnlyList<string> given)
    {
        var varying = new HashSet<string>(given, StringComparer.Ordinal);
        foreach ((string name, Expression value) in parts.Parameters)
        {
            if (value.Names().Any(varying.Contains))
            {
                varying.Add(name);
            }
        }

        return varying;
    }

    /// <summary>What a process depends on, and how it is made of that.</summary>
    private static (SlotProgram[] Numbers, Func<double[], NoiseProcess> Process) Process(NoiseParts parts, SlotTable slots)
    {
        SlotProgram Number(string key) => slots.Compile(parts.Numbers.TryGetValue(key, out Expression? e) ? e : new NumberExpression(0.5));
        switch (parts.Kind)
        {
            case "telegraph":
                return ([Number("high"), Number("low"), Number("rate"), Number("probabilityHigh")], p => MarkovChainNoise.Telegraph(p[0], p[1], p[2], p[3]));
            case "fluctuators" when parts.Numbers["count"].Names().Count == 0:
                int count = (int)Number("count").At(new double[slots.Names.Count]);
                return ([Number("high"), Number("low"), Number("rate"), Number("probabilityHigh")], p => MarkovChainNoise.Fluctuators(count, p[0], p[1], p[2], p[3]));
            case "markov-chain":
                int m = parts.Values.Count;
                return ([.. parts.Values.Select(slots.Compile), .. parts.Rates.SelectMany(r => r.Select(slots.Compile))], p =>
                {
                    double[,] table = new double[m, m];
                    for (int i = 0; i < m; i++)
                    {
                        for (int j = 0; j < m; j++)
                        {
                            table[i, j] = i == j ? 0 : p[m + (i * m) + j];
                        }
                    }

                    return new MarkovChainNoise(p[..m], table);
                });
            default:
                throw new NotSplitException($"a noise of the kind {parts.Kind} has no finite form that is known beforehand");
        }
    }

    private static InitialPart[] State(ModelFile model, ModelParts parts, LoadedModel sample, SlotTable slots, HashSet<string> varying, Func<Operator, double[]> coordinates)
    {
        if (parts.Density is { } density)
        {
            return density.Names().Any(varying.Contains)
                ? throw new NotSplitException("the initial density depends on a parameter that changes")
                : [new InitialPart([], coordinates(sample.Initial))];
        }

        if (sample.InitialFactors is null)
        {
            throw new NotSplitException("the initial state is no product of states of the sites");
        }

        int[] polarized = [.. Enumerable.Range(0, parts.Initial.Count).Where(k => parts.Initial[k].Number is { } number && number.Names().Any(varying.Contains))];
        if (Array.Exists(polarized, k => parts.Sites[k].Spin != 0.5) || polarized.Length > MostPolarizations)
        {
            throw new NotSplitException("the initial state of a site depends on a parameter that changes");
        }

        SlotProgram[] values = [.. polarized.Select(k => slots.Compile(parts.Initial[k].Number!))];
        Operator difference = DensityMatrices.Polarized(0.5, 1) - DensityMatrices.Mixed(2);
        return
        [
            .. Enumerable.Range(0, 1 << polarized.Length).Select(set =>
            {
                Operator[] factors = [.. sample.InitialFactors];
                for (int q = 0; q < polarized.Length; q++)
                {
                    factors[polarized[q]] = (set >> q & 1) == 1 ? difference : DensityMatrices.Mixed(2);
                }

                return new InitialPart([.. values.Where((_, q) => (set >> q & 1) == 1)], coordinates(model.Space.Product(factors)));
            }),
        ];
    }
}

/// <summary>A part of the initial state: the product of polarizations times fixed coordinates.</summary>
/// <param name="Polarizations">Polarizations of spins 1/2 that multiply it.</param>
/// <param name="Coordinates">[n] in the block.</param>
internal sealed record InitialPart(IReadOnlyList<SlotProgram> Polarizations, double[] Coordinates);

/// <summary>A classical noise: its process at a point, and the generator that its value multiplies.</summary>
/// <param name="Numbers">What the process depends on.</param>
/// <param name="Process">The process of finitely many values, from its numbers.</param>
/// <param name="Terms">Coefficients with generators [n, n].</param>
internal sealed record NoisePart(IReadOnlyList<SlotProgram> Numbers, Func<double[], NoiseProcess> Process, IReadOnlyList<(SlotProgram Coefficient, SparseMatrix<double> Generator)> Terms);

/// <summary>A part of a generator with its coefficient.</summary>
/// <param name="Coefficient">The coefficient.</param>
/// <param name="Square">Whether the coefficient enters squared, times a rate: that of a jump operator.</param>
/// <param name="Rate">The rate of a dissipator; null for a Hamiltonian.</param>
/// <param name="Label">What the rate belongs to, for messages.</param>
/// <param name="Generator">[n, n] of the block.</param>
internal sealed record EquationPart(SlotProgram Coefficient, bool Square, SlotProgram? Rate, string Label, SparseMatrix<double> Generator)
{
    /// <summary>What multiplies the generator at a point.</summary>
    /// <exception cref="ArithmeticException">The coefficient is not finite, or the rate negative.</exception>
    public double At(double[] slots)
    {
        double c = Coefficient.At(slots);
        double value = Square ? c * c * Require(Rate!.Value.At(slots)) : c;
        return double.IsFinite(value) ? value : throw new ArithmeticException(FormattableString.Invariant($"{Label} has a coefficient that is not a finite number."));
    }

    private double Require(double rate) => rate >= 0 ? rate : throw new ArithmeticException(FormattableString.Invariant($"{Label} has the rate {rate:R}; a rate must be zero or positive (1/s)."));
}
