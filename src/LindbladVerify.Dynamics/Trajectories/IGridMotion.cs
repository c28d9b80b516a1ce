using LindbladVerify.Dynamics.Random;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>The motion at constant noise over a run of grid steps: four rows (x, y, z and the growth of ∫z) on (x, y, z).</summary>
internal interface IGridMotion<T, TSelf>
    where T : struct, ILanes<T>
    where TSelf : struct, IGridMotion<T, TSelf>
{
    /// <summary>The motion with the 4×3 rows of the two values.</summary>
    static abstract TSelf Create(double[,] rows0, double[,] rows1);

    /// <summary>Carries the vector over to the other value in the lanes with the sign bit of <paramref name="flip"/>.</summary>
    static abstract void Flip(T flip, ref BlochLanes<T> v);

    /// <summary>The Bloch component x from the one that steps carry.</summary>
    static abstract T Physical(T x, T inOne);

    /// <summary>Moves the vector over the run, lanes in <paramref name="inOne"/> at value 1.</summary>
    void Move(T inOne, ref BlochLanes<T> v);
}
