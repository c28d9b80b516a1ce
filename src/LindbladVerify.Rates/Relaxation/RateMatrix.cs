using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// The rate matrix K = T⁻¹ of a few polarizations, where T_ij = ∫⟨Iiz⟩dt from the start Ijz: the exact linear kinetics that has the same
/// residence times. Found as the Schur complement K = -(A_zz - A_zr A_rr⁻¹ A_rz) of the generator, which is the same by block inversion,
/// cancels nothing where T is nearly singular, and needs no special care of what is conserved.
/// </summary>
internal static class RateMatrix
{
    /// <summary>K, [m, m] as K[i, j], 1/s, and the largest relative uncertainty of an entry: what relative changes of the entries of A and the rounding of the elimination can do, by the adjoint solution.</summary>
    /// <param name="block">The block of the polarizations; its noises have finitely many values.</param>
    /// <param name="polarizations">The m operators Iiz, each a single product operator, orthogonal and of equal norm.</param>
    /// <param name="kernels">Dense real kernels; cost O(n³) for a block of n.</param>
    /// <param name="conserved">Another conserved operator, orthogonal to the polarizations, that the block may contain; null if there is none.</param>
    /// <exception cref="ArgumentException">A noise has no finite exact form.</exception>
    public static (double[,] Rates, double Uncertainty) Of(InvariantBlock block, IReadOnlyList<Operator> polarizations, IDenseKernels kernels, Operator? conserved = null)
    {
        if (block.EndlessNoise is { } endless)
        {
            throw new ArgumentException($"A rate matrix needs noises of finitely many values, not {endless.GetType().Name}.", nameof(block));
        }

        BlochSystem system = block.System(polarizations[0], polarizations);
        int n = system.Dimension;
        int[] slow = [.. polarizations.Select(p => Array.FindIndex(block.Coordinates(p), v => v != 0))];
        double[] dense = system.Generator.ToDense();
        double[] size = conserved is null ? dense : Array.ConvertAll(dense, Math.Abs);
        int without = conserved is null ? -1 : TakeOut(dense, size, n, block.Coordinates(conserved));
        int[] fast = [.. Enumerable.Range(0, n).Where(i => i != without && !slow.Contains(i))];
        double[] response = Part(dense, n, fast, slow);
        kernels.Solve(fast.Length, Part(dense, n, fast, fast), slow.Length, response);
        double[] adjoint = Part(dense, n, fast, slow, ofTransposed: true);
        kernels.Solve(fast.Length, Part(dense, n, fast, fast, ofTransposed: true), slow.Length, adjoint);
        double uncertainty = ReferenceValue.RoundingPerEquation * n;
        var rates = new double[slow.Length, slow.Length];
        for (int j = 0; j < slow.Length; j++)
        {
            ReadOnlySpan<double> answer = response.AsSpan(j * fast.Length, fast.Length);
            double[] moduli = Moduli(size, n, fast, slow[j], answer);
            for (int i = 0; i < slow.Length; i++)
            {
                double through = 0;
                for (int k = 0; k < fast.Length; k++)
                {
                    through += dense[slow[i] + (fast[k] * n)] * answer[k];
                }

                rates[i, j] = through - dense[slow[i] + (slow[j] * n)];
                double change = Change(size, n, fast, slow[i], slow[j], moduli, adjoint.AsSpan(i * fast.Length, fast.Length), answer);
                uncertainty = rates[i, j] == 0 ? uncertainty : Math.Max(uncertainty, LinearRelaxation.EntryRounding * Math.Max(1, fast.Length / 4.0) * change / Math.Abs(rates[i, j]));
            }
        }

        return (rates, uncertainty);
    }

    /// <summary>|A||x| + |a|, a the column of A_rz: what each of the eliminated equations is formed from.</summary>
    private static double[] Moduli(double[] size, int n, int[] fast, int column, ReadOnlySpan<double> response)
    {
        double[] moduli = new double[fast.Length];
        for (int l = 0; l < fast.Length; l++)
        {
            double modulus = Math.Abs(response[l]);
            for (int k = 0; k < fast.Length; k++)
            {
                moduli[k] += Math.Abs(size[fast[k] + (fast[l] * n)]) * modulus;
            }
        }

        for (int k = 0; k < fast.Length; k++)
        {
            moduli[k] += Math.Abs(size[fast[k] + (column * n)]);
        }

        return moduli;
    }

    /// <summary>|a| + |y|ᵀ|A||x| + … : the moduli (of what entries were computed from) of all that an entry of K is formed from.</summary>
    private static double Change(double[] size, int n, int[] fast, int row, int column, double[] moduli, ReadOnlySpan<double> adjoint, ReadOnlySpan<double> response)
    {
        double sum = Math.Abs(size[row + (column * n)]);
        for (int k = 0; k < fast.Length; k++)
        {
            sum += (Math.Abs(adjoint[k]) * moduli[k]) + (Math.Abs(size[row + (fast[k] * n)]) * Math.Abs(response[k]));
        }

        return sum;
    }

    /// <summary>Puts lᵀx = 0 into the columns of a generator and returns the component that it gives; -1 where l is zero in the block.</summary>
    private static int TakeOut(double[] dense, double[] size, int n, double[] l)
    {
        int left = Enumerable.Range(0, l.Length).MaxBy(i => Math.Abs(l[i]));
        if (l[left] == 0)
        {
            return -1;
        }

        foreach (int j in Enumerable.Range(0, l.Length).Where(j => j != left && l[j] != 0))
        {
            for (int i = 0; i < n; i++)
            {
                dense[i + (j * n)] -= l[j] / l[left] * dense[i + (left * n)];
                size[i + (j * n)] += Math.Abs(l[j] / l[left]) * size[i + (left * n)];
            }
        }

        return left;
    }

    private static double[] Part(double[] dense, int n, int[] rows, int[] columns, bool ofTransposed = false)
    {
        (int down, int right) = ofTransposed ? (n, 1) : (1, n);
        double[] part = new double[rows.Length * columns.Length];
        int next = 0;
        foreach (int j in columns)
        {
            foreach (int i in rows)
            {
                part[next++] = dense[(i * down) + (j * right)];
            }
        }

        return part;
    }
}
