using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Krylov;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>The equations of one request, in the form in which they are to be solved; what methods can ask of them.</summary>
internal abstract class PropagationEquations(TimeGrid grid, PropagationOptions options, CancellationToken cancellation)
{
    private IDenseKernels? kernels;

    /// <summary>Output times.</summary>
    public TimeGrid Grid => grid;

    /// <summary>Tolerance and limits.</summary>
    public PropagationOptions Options => options;

    /// <summary>Ends the work.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Dense kernels.</summary>
    public IDenseKernels Kernels => kernels ??= options.Kernels ?? DenseKernels.Select(Backend.Auto);

    /// <summary>Levels of ladders without end; 0 where there are none.</summary>
    public int LadderDepth { get; init; }

    /// <summary>Sizes before and after the reduction.</summary>
    public abstract PropagationDimension Dimension { get; }

    /// <summary>Whether the generator depends on time.</summary>
    public virtual bool IsDriven => false;

    /// <summary>The equations as explicit sparse matrices in independent blocks; null where they exist in operator form only.</summary>
    public virtual BlochEquations? Explicit => null;

    /// <summary>The generator as something that can be applied to vectors; null where there is no such generator.</summary>
    public virtual OperatorForm? Operator => null;

    /// <summary>The average over Gaussian noises in closed form; null where it is not known.</summary>
    public virtual GaussianAverage? Average => null;

    /// <summary>Why there is no average in closed form.</summary>
    public string NoAverage { get; init; } = "these are equations without noise";

    /// <summary>The equations in words.</summary>
    /// <param name="why">Why they are solved as they are, in brackets.</param>
    public abstract string Describe(string why);

    /// <summary>The largest error as a multiple of what is allowed.</summary>
    public double Misses(PropagationResult result)
    {
        if (Operator is not { } form)
        {
            return 0;
        }

        double scale = VectorKernels.Norm(form.Initial);
        return result.ErrorEstimate.Select((e, r) => e == 0 ? 0 : e / (options.Tolerance * VectorKernels.Norm(form.Rows[r]) * scale)).DefaultIfEmpty(0).Max();
    }

    /// <summary>The result with everything that the equations know.</summary>
    public PropagationResult Result(VectorPropagation propagation, string why, string backend = BackendText.Managed) =>
        propagation.Result(grid, Dimension, backend, Describe(why), LadderDepth);
}

/// <summary>A generator that can be applied to vectors, with the start and the rows that are wanted.</summary>
/// <param name="Generator">A, [n, n].</param>
/// <param name="Drives">What f_k(t) multiplies.</param>
/// <param name="Initial">v(0), [n].</param>
/// <param name="Rows">Row vectors [n].</param>
/// <param name="Range">The numerical range, where a tight one is known.</param>
/// <param name="ProductTime">Time of one product, ns.</param>
/// <param name="Bytes">Memory.</param>
internal sealed record OperatorForm(
    ILinearOperator Generator, Func<IReadOnlyList<DrivenPart>> Drives, double[] Initial, double[][] Rows, NumericalRange? Range, double ProductTime, double Bytes)
{
    /// <summary>A bound of the radius of the numerical range, 1/s.</summary>
    public double Radius => Generator.RangeBound().Radius;

    /// <summary>The equation with its drives.</summary>
    public DrivenEquation Equation() => new(Generator, Drives());
}
