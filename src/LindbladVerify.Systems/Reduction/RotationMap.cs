using System.Numerics;
using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Reduction;

/// <summary>A linear map of operators, one basis element at a time.</summary>
internal interface IOperatorMap
{
    /// <summary>The image of an element as a sum over the basis; valid until the next call.</summary>
    TermSum Apply(long element);
}

/// <summary>An ideal rotation in the Heisenberg picture: B → U† B U, U = exp(-i θ O).</summary>
/// <remarks>
/// Where O is a sum of operators of single sites U is a product of rotations of sites, and B changes only where it is not the identity: an inversion
/// of many spins turns a product operator into one product operator. Other O are exponentiated in the whole Hilbert space.
/// </remarks>
internal sealed class RotationMap : IOperatorMap
{
    /// <summary>Entries of a unitary matrix below this are the rounding of 0, as the cosine of π/2.</summary>
    private const double Dust = 2e-15;

    private const int LargestWhole = 512;
    private readonly ProductBasis basis;
    private readonly List<(int Site, ProductTerm[] Terms, ProductTerm[] Adjoint)> factors = [];
    private TermSum current = new();
    private TermSum next = new();
    private readonly TermSum half = new();

    /// <summary>The map of a rotation.</summary>
    /// <exception cref="ArgumentException">Its operator couples sites of more states than are exponentiated.</exception>
    public RotationMap(ProductBasis basis, IdealRotation rotation)
    {
        this.basis = basis;
        (long Code, Complex Factor)[] terms = [.. basis.Expand(rotation.Operator).Where(t => t.Code != 0 && t.Factor != 0)];
        int[] sites = [.. terms.Select(t => new ProductTerm(basis, t.Code, t.Factor).OnlySite)];
        if (Array.TrueForAll(sites, s => s >= 0))
        {
            foreach (int site in sites.Distinct())
            {
                AddSite(site, [.. terms.Where((_, k) => sites[k] == site)], rotation.Angle);
            }

            return;
        }

        int d = rotation.Operator.Dimension;
        if (d > LargestWhole)
        {
            throw new ArgumentException(FormattableString.Invariant($"An ideal rotation whose operator couples sites is exponentiated in the whole space, which has {d} states; at most {LargestWhole} are allowed. A finite pulse has no such limit."));
        }

        Complex[] u = Unitary(d, rotation.Operator.ToDense(), rotation.Angle);
        Add(-1, basis.Expand(Operator.FromDense(d, u)));
    }

    /// <summary>U = exp(-i angle O), [d, d] column-major; what rounding leaves of 0 is 0.</summary>
    public static Complex[] Unitary(int d, Complex[] generator, double angle)
    {
        Complex[] u = d == 2 ? OfTwoLevels(generator, angle) : MatrixExponential.Compute(DenseKernels.Managed, d, Array.ConvertAll(generator, v => new Complex(0, -angle) * v)).Matrix;
        return Array.ConvertAll(u, v => new Complex(Math.Abs(v.Real) < Dust ? 0 : v.Real, Math.Abs(v.Imaginary) < Dust ? 0 : v.Imaginary));
    }

    /// <inheritdoc/>
    public TermSum Apply(long element)
    {
        current.Clear();
        current.Add(element, Complex.One);
        foreach ((int site, ProductTerm[] terms, ProductTerm[] adjoint) in factors)
        {
            next.Clear();
            for (int k = 0; k < current.Count; k++)
            {
                if (current.IsResidue(k))
                {
                    continue;
                }

                if (site >= 0 && basis.Digit(current.Code(k), site) == 0)
                {
                    next.Add(current.Code(k), current.Value(k));
                    continue;
                }

                Turn(current.Code(k), current.Value(k), terms, adjoint);
            }

            (current, next) = (next, current);
        }

        return current;
    }

    private void Turn(long code, Complex value, ProductTerm[] terms, ProductTerm[] adjoint)
    {
        half.Clear();
        foreach (ProductTerm term in adjoint)
        {
            term.AddLeft(half, code, value);
        }

        for (int k = 0; k < half.Count; k++)
        {
            if (!half.IsResidue(k))
            {
                foreach (ProductTerm term in terms)
                {
                    term.AddRight(next, half.Code(k), half.Value(k));
                }
            }
        }
    }

    private void AddSite(int site, (long Code, Complex Factor)[] terms, double angle)
    {
        LocalBasis local = basis.Site(site);
        int n = local.Levels;
        double others = Math.Sqrt(Enumerable.Range(0, basis.SiteCount).Where(k => k != site).Aggregate(1.0, (product, k) => product * basis.Site(k).Levels));
        var matrix = new Complex[n * n];
        foreach ((long code, Complex factor) in terms)
        {
            foreach ((int row, int column, double value) in Entries(local, basis.Digit(code, site)))
            {
                matrix[row + (column * n)] += factor * value / others;
            }
        }

        Complex[] u = Unitary(n, matrix, angle);
        Add(site, [.. Enumerable.Range(0, local.Count)
            .Select(e => (basis.Field(e, site), others * Entries(local, e).Aggregate(Complex.Zero, (sum, x) => sum + (x.Value * u[x.Row + (x.Column * n)]))))
            .Where(t => Complex.Abs(t.Item2) > Dust * others)]);
    }

    private void Add(int site, (long Code, Complex Factor)[] unitary)
    {
        double scale = unitary.Length == 0 ? 0 : unitary.Max(t => Complex.Abs(t.Factor));
        (long Code, Complex Factor)[] kept = [.. unitary.Where(t => Complex.Abs(t.Factor) > Dust * scale)];
        factors.Add((
            site,
            Array.ConvertAll(kept, t => new ProductTerm(basis, t.Code, t.Factor)),
            Array.ConvertAll(kept, t => new ProductTerm(basis, basis.Adjoint(t.Code), Complex.Conjugate(t.Factor)))));
    }

    private static IEnumerable<(int Row, int Column, double Value)> Entries(LocalBasis local, int element) => local.IsDiagonal(element)
        ? Enumerable.Range(0, local.Levels).Select(i => (i, i, local.DiagonalEntry(element, i))).Where(e => e.Item3 != 0)
        : [(local.Row(element), local.Column(element), 1)];

    /// <summary>Of a two-level system in closed form, right to the last digits: O = c + (x σx + y σy + z σz).</summary>
    private static Complex[] OfTwoLevels(Complex[] o, double angle)
    {
        double c = (o[0].Real + o[3].Real) / 2, z = (o[0].Real - o[3].Real) / 2, x = o[1].Real, y = o[1].Imaginary;
        double r = Math.Sqrt((x * x) + (y * y) + (z * z));
        (double sin, double cos) = Math.SinCos(angle * r);
        double s = r == 0 ? 0 : sin / r;
        Complex phase = Complex.FromPolarCoordinates(1, -angle * c);
        return [phase * new Complex(cos, -s * z), phase * (new Complex(0, -s) * new Complex(x, y)), phase * (new Complex(0, -s) * new Complex(x, -y)), phase * new Complex(cos, s * z)];
    }
}
