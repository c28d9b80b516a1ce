using System.Numerics;
using System.Runtime.InteropServices;

namespace LindbladVerify.LinearAlgebra.Faber;

/// <summary>One expansion of exp(A τ) v: the Krylov vectors of a step, what the rows see of them, and the vector at its end.</summary>
internal sealed class FaberStep(ILinearOperator a, SparseRow[] rows, CancellationToken cancellation)
{
    private const double Rounding = 1.2e-16;
    private readonly double[] image = new double[a.Dimension];
    private readonly double[] older = new double[a.Dimension];
    private readonly double[] newer = new double[a.Dimension];
    private readonly double[] sum = new double[a.Dimension];
    private double[] coefficients = [];
    private double[][] moments = [];
    private FaberCoefficients faber;
    private int degree;

    /// <summary>Expands up to time τ.</summary>
    /// <param name="expansion">The ellipse.</param>
    /// <param name="state">v at the start of the step.</param>
    /// <param name="scale">Norm that the error is compared with.</param>
    /// <param name="time">τ.</param>
    /// <param name="tolerance">Allowed error, relative to the scale.</param>
    /// <param name="largestGrowth">Largest norm of a Krylov vector, relative to the start, that fits the enclosure.</param>
    /// <param name="needsEnd">Whether the vector at τ is wanted too.</param>
    public FaberStepOutcome Run(FaberCoefficients expansion, ReadOnlySpan<double> state, double scale, double time, double tolerance, double largestGrowth, bool needsEnd)
    {
        faber = expansion;
        bool trivial = expansion.Radius * time == 0;
        int bound = trivial ? 1 : expansion.TermBound(time);
        coefficients = new double[bound];
        double factor = trivial ? Math.Exp(expansion.Centre * time) : expansion.Fill(time, coefficients, bound);
        if (trivial)
        {
            coefficients[0] = 1;
        }

        // Earlier times have smaller coefficients but may have a larger common factor.
        double largestFactor = Math.Max(1, factor);
        double[] tail = Tail(coefficients);
        moments = [.. rows.Select(_ => new double[bound])];

        double start = VectorKernels.Norm(state);
        double allowed = tolerance * scale / (2 * largestFactor);
        state.CopyTo(newer);
        Record(0);
        if (needsEnd)
        {
            Combine(factor * coefficients[0], newer, sum, first: true);
        }

        double magnitude = Math.Abs(coefficients[0]) * start;
        double largest = start;
        degree = 0;
        for (int k = 1; k < bound && 2 * largest * tail[k] > allowed; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            a.Apply(newer, image);
            double norm = k == 1 ? First(expansion) : Next(expansion);
            if (!(norm <= largestGrowth * start))
            {
                return new FaberStepOutcome(double.PositiveInfinity, k, Grew: true);
            }

            Record(k);
            if (needsEnd)
            {
                Combine(factor * coefficients[k], newer, sum, first: false);
            }

            magnitude += Math.Abs(coefficients[k]) * norm;
            largest = Math.Max(largest, norm);
            degree = k;
        }

        // Each vector carries the rounding of about its degree's square root of recurrence steps.
        double cutOff = degree + 1 < bound ? 2 * largest * tail[degree + 1] : 0;
        double error = largestFactor * (cutOff + (Rounding * (4 + Math.Sqrt(degree)) * magnitude));
        return new FaberStepOutcome(error, degree, Grew: false);
    }

    /// <summary>Writes the products of the rows with exp(A t) v, t within the step, to values[row][index].</summary>
    public void Evaluate(double time, double[][] values, int index)
    {
        double factor;
        Span<double> local = coefficients.AsSpan(0, degree + 1); // The step is done with its own.
        if (faber.Radius * time == 0)
        {
            local.Clear();
            local[0] = 1;
            factor = Math.Exp(faber.Centre * time);
        }
        else
        {
            factor = faber.Fill(time, local, Math.Max(faber.TermBound(time), 2));
        }

        for (int o = 0; o < moments.Length; o++)
        {
            double[] moment = moments[o];
            double value = 0;
            for (int k = degree; k >= 0; k--)
            {
                value += local[k] * moment[k];
            }

            values[o][index] = factor * value;
        }
    }

    /// <summary>Copies the vector at the end of the step.</summary>
    public void Advance(Span<double> state) => sum.CopyTo(state);

    /// <summary>tail[k] = Σ |coefficients| from k on.</summary>
    private static double[] Tail(double[] coefficients)
    {
        double[] tail = new double[coefficients.Length];
        double sum = 0;
        for (int k = tail.Length - 1; k >= 0; k--)
        {
            sum += Math.Abs(coefficients[k]);
            tail[k] = sum;
        }

        return tail;
    }

    private void Record(int k)
    {
        for (int o = 0; o < rows.Length; o++)
        {
            moments[o][k] = rows[o].Dot(newer);
        }
    }

    /// <summary>ψ_1 = (A - c) ψ_0 / r; returns its norm.</summary>
    private double First(FaberCoefficients e)
    {
        double inverse = 1 / e.Radius;
        double squares = 0;
        for (int i = 0; i < newer.Length; i++)
        {
            older[i] = newer[i];
            newer[i] = inverse * (image[i] - (e.Centre * newer[i]));
            squares += newer[i] * newer[i];
        }

        return Math.Sqrt(squares);
    }

    /// <summary>ψ_(k+1) = (2/r)(A - c) ψ_k + κ ψ_(k-1); returns its norm.</summary>
    private double Next(FaberCoefficients e)
    {
        double alpha = 2 / e.Radius;
        double beta = -alpha * e.Centre;
        double kappa = e.Kappa;
        Span<Vector<double>> images = MemoryMarshal.Cast<double, Vector<double>>(image.AsSpan());
        Span<Vector<double>> olders = MemoryMarshal.Cast<double, Vector<double>>(older.AsSpan());
        Span<Vector<double>> newers = MemoryMarshal.Cast<double, Vector<double>>(newer.AsSpan());
        Vector<double> va = new(alpha), vb = new(beta), vk = new(kappa), vs = Vector<double>.Zero;
        for (int i = 0; i < images.Length; i++)
        {
            Vector<double> current = newers[i];
            Vector<double> next = (va * images[i]) + (vb * current) + (vk * olders[i]);
            olders[i] = current;
            newers[i] = next;
            vs += next * next;
        }

        double squares = Vector.Sum(vs);
        for (int i = images.Length * Vector<double>.Count; i < image.Length; i++)
        {
            double current = newer[i];
            double next = (alpha * image[i]) + (beta * current) + (kappa * older[i]);
            older[i] = current;
            newer[i] = next;
            squares += next * next;
        }

        return Math.Sqrt(squares);
    }

    private static void Combine(double factor, double[] x, double[] y, bool first)
    {
        Span<Vector<double>> xs = MemoryMarshal.Cast<double, Vector<double>>(x.AsSpan());
        Span<Vector<double>> ys = MemoryMarshal.Cast<double, Vector<double>>(y.AsSpan());
        Vector<double> f = new(factor);
        for (int i = 0; i < xs.Length; i++)
        {
            ys[i] = first ? f * xs[i] : ys[i] + (f * xs[i]);
        }

        for (int i = xs.Length * Vector<double>.Count; i < x.Length; i++)
        {
            y[i] = first ? factor * x[i] : y[i] + (factor * x[i]);
        }
    }
}

/// <summary>How one expansion went.</summary>
/// <param name="Error">Estimated error of the vector within the step: the terms cut off, and rounding.</param>
/// <param name="Products">Products with A.</param>
/// <param name="Grew">The vectors grew beyond what the assumed enclosure allows: the step is to be done again with a wider one.</param>
internal readonly record struct FaberStepOutcome(double Error, int Products, bool Grew);
