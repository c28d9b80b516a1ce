using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LindbladVerify.Dynamics.MonteCarlo.Random;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>
/// Motion over any number n of grid steps at constant noise: n in digits to the base 32, a stored matrix for each digit of each place. Vectors are
/// (x, y, z, ∫z dt), the last one as the trapezium sum h (z0/2 + z1 + … + zn/2), which is linear in the vector at the beginning.
/// </summary>
internal sealed unsafe class GridPowers
{
    private const int Digit = 5;
    private const int Base = 1 << Digit;
    private const int Matrix = 12;
    private readonly int places;
    private readonly double* origin;
    private readonly double[] memory;

    /// <param name="modes0">Motion in value 0.</param>
    /// <param name="modes1">Motion in value 1.</param>
    /// <param name="step">The step, s.</param>
    /// <param name="most">Most steps at a time.</param>
    public GridPowers(BlochModes modes0, BlochModes modes1, double step, long most)
    {
        places = Math.Max(2, (BitOperations.Log2((ulong)Math.Max(1, most)) / Digit) + 1);
        memory = GC.AllocateArray<double>((2 * places * Base * Matrix) + 8, pinned: true);
        fixed (double* start = memory)
        {
            origin = LaneConstants<ScalarLane>.Align(start);
        }

        Fill(modes0, step, origin);
        Fill(modes1, step, origin + (places * Base * Matrix));
    }

    /// <summary>Whether that many steps at a time are provided for.</summary>
    public bool Covers(long most) => places >= (BitOperations.Log2((ulong)Math.Max(1, most)) / Digit) + 1;

    /// <summary>Moves a vector of four numbers over n steps in a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Move(int value, long n, ref double vector)
    {
        double* place = origin + (value * places * Base * Matrix);
        Vector256<double> v = Vector256.LoadUnsafe(ref vector);
        v = Multiply(place + (Matrix * (n & (Base - 1))), v);
        v = Multiply(place + (Matrix * (Base + ((n >> Digit) & (Base - 1)))), v);
        for (long rest = n >> (2 * Digit); rest > 0; rest >>= Digit)
        {
            place += Base * Matrix;
            v = Multiply(place + (Matrix * (Base + (rest & (Base - 1)))), v);
        }

        v.StoreUnsafe(ref vector);
    }

    /// <summary>Columns of x, y and z; the old integral is carried on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Multiply(double* columns, Vector256<double> v)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return MultiplyHalves(columns, v.GetLower(), v.GetUpper());
        }

        Vector256<double> sum = v & Vector256.Create(0UL, 0UL, 0UL, ulong.MaxValue).AsDouble();
        sum = Vector256.FusedMultiplyAdd(Vector256.Load(columns + 8), Vector256.Shuffle(v, Vector256.Create(2L, 2L, 2L, 2L)), sum);
        sum = Vector256.FusedMultiplyAdd(Vector256.Load(columns + 4), Vector256.Shuffle(v, Vector256.Create(1L, 1L, 1L, 1L)), sum);
        return Vector256.FusedMultiplyAdd(Vector256.Load(columns), Vector256.Create(v.ToScalar()), sum);
    }

    /// <summary>The same in two registers of two numbers, operation by operation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> MultiplyHalves(double* columns, Vector128<double> xy, Vector128<double> z)
    {
        Vector128<double> x0 = Vector128.Create(xy.ToScalar()), y0 = Vector128.Create(xy.GetElement(1)), z0 = Vector128.Create(z.ToScalar());
        xy = Vector128.FusedMultiplyAdd(Vector128.Load(columns + 8), z0, Vector128<double>.Zero);
        z = Vector128.FusedMultiplyAdd(Vector128.Load(columns + 10), z0, z & Vector128.Create(0UL, ulong.MaxValue).AsDouble());
        xy = Vector128.FusedMultiplyAdd(Vector128.Load(columns + 4), y0, xy);
        z = Vector128.FusedMultiplyAdd(Vector128.Load(columns + 6), y0, z);
        return Vector256.Create(
            Vector128.FusedMultiplyAdd(Vector128.Load(columns), x0, xy),
            Vector128.FusedMultiplyAdd(Vector128.Load(columns + 2), x0, z));
    }

    /// <summary>Every propagator in closed form; trapezium sums from those of shorter times.</summary>
    private void Fill(BlochModes modes, double step, double* target)
    {
        double[] sum = [0, 0, step / 2]; // of one unit of the place, in terms of the vector at its beginning
        double unit = 1;
        for (int place = 0; place < places; place++, unit *= Base)
        {
            double[] total = new double[3], ofUnit = [.. sum];
            for (int digit = 0; digit <= Base; digit++)
            {
                double[,] propagator = modes.Propagator(digit * unit * step).Propagator;
                if (digit < Base)
                {
                    for (int j = 0; j < 3; j++)
                    {
                        double* column = target + (Matrix * ((place * Base) + digit)) + (4 * j);
                        for (int i = 0; i < 3; i++)
                        {
                            column[i] = digit == 0 ? (i == j ? 1 : 0) : propagator[i, j];
                        }

                        column[3] = total[j];
                    }
                }
                else
                {
                    sum = total;
                    break;
                }

                // One more unit after so many of them. A single step is half of both its ends.
                double[] more = new double[3];
                for (int j = 0; j < 3; j++)
                {
                    more[j] = (ofUnit[0] * propagator[0, j]) + (ofUnit[1] * propagator[1, j]) + (ofUnit[2] * propagator[2, j]);
                }

                if (place == 0)
                {
                    double[,] next = modes.Propagator((digit + 1) * step).Propagator;
                    more = [.. Enumerable.Range(0, 3).Select(j => step / 2 * ((digit == 0 ? (j == 2 ? 1 : 0) : propagator[2, j]) + next[2, j]))];
                }

                total = [.. total.Zip(more, (a, b) => a + b)];
            }
        }
    }
}
