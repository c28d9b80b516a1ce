using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>
/// Relaxation rate, late-time value and the existence of a rate for one observable: one set of equations for all of them, assembled from parts
/// where the model allows it. Where they are singular or lose digits the reference quantities take the point over.
/// </summary>
internal sealed class ModelRelaxationStep(ModelEquations? equations, ModelReference reference, ModelRequest[] requests) : SweepStep
{
    private readonly EquationSpace? space = equations is null ? null : new EquationSpace(equations);
    private RelaxationSolver? solver;

    /// <summary>Points that the reference quantities had to take over.</summary>
    internal long TakenOver { get; private set; }

    public override void Run(double[] slots, long index, CancellationToken cancellation)
    {
        if (space is not null)
        {
            space.Assemble(slots);
            solver ??= new RelaxationSolver();
            if (solver.Solve(space.Size, space.Matrix, space.Source, space.Start, space.Row, space.Constant))
            {
                Store(slots, solver);
                return;
            }
        }

        TakenOver++;
        FromReference(slots, cancellation);
    }

    private void Store(double[] slots, RelaxationSolver solved)
    {
        foreach (ModelRequest request in requests)
        {
            slots[request.Slot] = request.Kind switch
            {
                ModelQuantityKind.ResidenceTime => solved.Rate / request.Factor,
                ModelQuantityKind.SteadyState => solved.Final,
                _ => solved.RateExists ? 1 : 0,
            };
        }
    }

    private void FromReference(double[] slots, CancellationToken cancellation)
    {
        string? remark = null;
        foreach (ModelRequest request in requests)
        {
            if (request.Kind is not { } kind)
            {
                slots[request.Slot] = Exists(slots) ? 1 : 0;
                continue;
            }

            ReferenceValue value = reference.Evaluate(kind, request.Factor, null, slots, cancellation);
            slots[request.Slot] = value.Value;
            remark ??= value.Exists || kind == ModelQuantityKind.ResidenceTime ? null : value.Remark;
        }

        if (remark is not null)
        {
            throw new ArithmeticException(remark);
        }
    }

    /// <summary>The moments of the observable from equations that are built for this point alone.</summary>
    private bool Exists(double[] slots)
    {
        LoadedModel loaded = reference.Bind(slots);
        var seen = loaded.Observables.First(o => string.Equals(o.Name, reference.Observable, StringComparison.Ordinal)).Operator;
        BlochSystem system = InvariantBlock.Of(loaded.Model, [seen]).System(loaded.Initial, [seen]);
        int[] free = [.. Enumerable.Range(0, system.Dimension).Except(system.Constants)];
        double[] held = new double[system.Dimension];
        foreach (int c in system.Constants)
        {
            held[c] = system.Initial[c];
        }

        double[] source = system.Generator.Multiply(held);
        var one = new RelaxationSolver();
        return one.Solve(
            free.Length,
            system.Generator.Submatrix(free, free).ToDense(),
            Array.ConvertAll(free, i => source[i]),
            Array.ConvertAll(free, i => system.Initial[i]),
            Array.ConvertAll(free, i => system.Observables[0][i]),
            system.Constants.Sum(c => system.Observables[0][c] * held[c])) && one.RateExists;
    }
}
