using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Reduction;

/// <summary>
/// The invariant blocks of one observable of a model file at any parameters: explored once for each set of parts whose coefficients do not vanish, so that
/// a point costs sums of sparse matrices. A model that is no sum of such parts is explored at every point. Safe to use from several threads.
/// </summary>
internal sealed class ModelBlocks
{
    /// <summary>Rounding of a sum of terms, relative to the largest: the coefficients are those of the same expressions in another order.</summary>
    private const double Rounding = 1e-12;
    private readonly string observable;
    private readonly int limit;
    private readonly Lazy<(Parts Parts, PartBlocks Blocks)?> split;

    /// <summary>Nothing is computed yet.</summary>
    /// <param name="model">The file.</param>
    /// <param name="observable">Name of the observable.</param>
    /// <param name="limit">Largest block to explore before giving up.</param>
    public ModelBlocks(ModelFile model, string observable, int limit)
    {
        (this.observable, this.limit) = (observable, limit);
        split = new(() => Parts.Of(model, observable) is { } parts ? (parts, new PartBlocks(parts.Space, parts.All, 1 + parts.NoiseCount + parts.DriveCount, limit)) : null);
    }

    /// <summary>The block at a point.</summary>
    /// <param name="loaded">The model of the file with the values of the point.</param>
    /// <exception cref="BlockTooLargeException">The block exceeds the limit.</exception>
    public InvariantBlock At(LoadedModel loaded)
    {
        Operator seen = loaded.Observables.First(o => string.Equals(o.Name, observable, StringComparison.Ordinal)).Operator;
        if (split.Value is var (parts, blocks) && parts.Coefficients(loaded) is { } coefficients
            && blocks.Of(coefficients, () => parts.AddUpTo(loaded, seen, coefficients, Rounding)) is { } explored)
        {
            (BlockCoordinates codes, SparseMatrix<double>[] generators) = explored.At(coefficients, () => [explored.Codes.Of(seen)]);
            return new InvariantBlock(loaded.Model, explored.Basis, codes, generators[0], generators[1..(1 + parts.NoiseCount)], generators[(1 + parts.NoiseCount)..]);
        }

        return InvariantBlock.Of(loaded.Model, [seen], limit);
    }

    /// <summary>A fixed operator with what multiplies it.</summary>
    /// <param name="Role">What it is a part of.</param>
    /// <param name="Group">The generator that it belongs to: 0 without noise, then one for each noise and each drive; -1 for none.</param>
    /// <param name="Index">Which noise, drive or dissipator it is a part of.</param>
    /// <param name="Coefficient">Its coefficient; of a jump operator without the rate.</param>
    /// <param name="Operator">[d, d].</param>
    private sealed record Part(PartRole Role, int Group, int Index, Expression Coefficient, Operator Operator) : BlockPart(Role, Group, Operator);

    /// <summary>All parts of a model.</summary>
    private sealed record Parts(HilbertSpace Space, IReadOnlyList<Part> All, int NoiseCount, int DriveCount, int JumpCount)
    {
        /// <summary>The parts; null where the model is no sum of them.</summary>
        public static Parts? Of(ModelFile model, string observable)
        {
            if (model.Space.Basis is not null || model.HasSequence || model.Observables.Find(observable) is not { Part: ObservablePart.Whole })
            {
                // States of a restricted space are no products, blocks must close under rotations too, and parts of an observable are no expressions of the file.
                return null;
            }

            try
            {
                HilbertSpace space = model.Space;
                ModelParts said = model.Parts();
                Expression[] drives = [.. model.Drive.Operators.Select(o => o.Expression)];
                IEnumerable<Part> Hermitian(PartRole role, int group, int index, Expression e) =>
                    OperatorSplit.Hermitian(e, space, "an operator").Select(t => new Part(role, group, index, t.Coefficient, t.Operator));
                Part[] all =
                [
                    .. Hermitian(PartRole.Hamiltonian, 0, 0, said.Hamiltonian),
                    .. said.Noise.SelectMany((n, k) => Hermitian(PartRole.Noise, 1 + k, k, n.Operator)),
                    .. drives.SelectMany((d, k) => Hermitian(PartRole.Drive, 1 + said.Noise.Count + k, k, d)),
                    .. said.Dissipators.Select((d, k) => OperatorSplit.Of(d.Operator, space) is [var one] ? new Part(PartRole.Jump, 0, k, one.Coefficient, one.Operator) : throw new NotSplitException("a jump operator is a sum")),
                    .. Hermitian(PartRole.Observable, -1, 0, said.Observables.First(o => string.Equals(o.Name, observable, StringComparison.Ordinal)).Operator),
                ];
                return all.Length <= PartBlocks.MostParts ? new Parts(space, all, said.Noise.Count, drives.Length, said.Dissipators.Count) : null;
            }
            catch (Exception e) when (e is NotSplitException or ExpressionException)
            {
                return null;
            }
        }

        /// <summary>What multiplies the generators of the parts at a point; null where the model has other parts.</summary>
        public double[]? Coefficients(LoadedModel loaded)
        {
            OpenSystemModel model = loaded.Model;
            if (model.Noise.Count != NoiseCount || model.Drives.Count != DriveCount || model.Dissipators.Count != JumpCount)
            {
                return null;
            }

            var evaluator = new ExpressionEvaluator(loaded.Parameters);
            try
            {
                return
                [
                    .. All.Select(p => evaluator.Real(p.Coefficient) is var c && p.Role == PartRole.Jump ? c * c * model.Dissipators[p.Index].Rate : c),
                ];
            }
            catch (ExpressionException)
            {
                return null;
            }
        }

        /// <summary>Whether the parts with these coefficients are the operators of the model.</summary>
        public bool AddUpTo(LoadedModel loaded, Operator seen, double[] coefficients, double tolerance)
        {
            OpenSystemModel model = loaded.Model;
            var evaluator = new ExpressionEvaluator(loaded.Parameters);
            bool Same(Operator whole, PartRole role, int index)
            {
                Operator difference = whole;
                double scale = whole.Matrix.LargestModulus();
                for (int k = 0; k < All.Count; k++)
                {
                    if (All[k].Role == role && All[k].Index == index)
                    {
                        Operator part = (role == PartRole.Jump ? evaluator.Real(All[k].Coefficient) : coefficients[k]) * All[k].Operator;
                        scale = Math.Max(scale, part.Matrix.LargestModulus());
                        difference -= part;
                    }
                }

                return difference.Matrix.LargestModulus() <= tolerance * scale;
            }

            return loaded.Model.Space is { } space && space.Dimension == Space.Dimension
                && Same(model.Hamiltonian, PartRole.Hamiltonian, 0)
                && model.Noise.Select((n, k) => Same(n.Operator, PartRole.Noise, k)).All(s => s)
                && model.Drives.Select((d, k) => Same(d.Operator, PartRole.Drive, k)).All(s => s)
                && model.Dissipators.Select((d, k) => Same(d.JumpOperator, PartRole.Jump, k)).All(s => s)
                && Same(seen, PartRole.Observable, 0);
        }
    }
}
