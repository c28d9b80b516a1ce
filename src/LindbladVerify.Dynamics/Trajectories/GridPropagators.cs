using LindbladVerify.Dynamics.Random;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// The motion over one to four grid steps without a flip, and the growth of the trapezium sum
/// h (z0/2 + z1 + … + zn/2) over them, which is linear in the vector at their beginning.
/// </summary>
internal sealed class GridPropagators<T, TMotion>
    where T : struct, ILanes<T>
    where TMotion : struct, IGridMotion<T, TMotion>
{
    private readonly TMotion[] runs = new TMotion[GridRun<T>.LongestRun];

    public GridPropagators(BlochModes modes0, BlochModes modes1, double step)
    {
        double[][,] rows0 = Rows(modes0, step), rows1 = Rows(modes1, step);
        for (int n = 0; n < GridRun<T>.LongestRun; n++)
        {
            runs[n] = TMotion.Create(rows0[n], rows1[n]);
        }
    }

    /// <summary>The motion over 1 to <see cref="GridRun{T}.LongestRun"/> steps.</summary>
    public ref readonly TMotion Run(int steps) => ref runs[steps - 1];

    /// <summary>Element n − 1: rows x, y, z of the propagator over n steps, then those of the trapezium sum.</summary>
    private static double[][,] Rows(BlochModes modes, double step)
    {
        double[][,] rows = new double[GridRun<T>.LongestRun][,];
        double[] sum = [0, 0, step / 2];
        for (int n = 1; n <= GridRun<T>.LongestRun; n++)
        {
            double[,] propagator = modes.Propagator(n * step).Propagator;
            double[,] row = rows[n - 1] = new double[4, 3];
            for (int j = 0; j < 3; j++)
            {
                (row[0, j], row[1, j], row[2, j]) = (propagator[0, j], propagator[1, j], propagator[2, j]);
                row[3, j] = sum[j] + (step / 2 * propagator[2, j]);
                sum[j] += step * propagator[2, j];
            }
        }

        return rows;
    }
}
