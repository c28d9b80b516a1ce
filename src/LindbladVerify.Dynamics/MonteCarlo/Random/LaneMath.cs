using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LindbladVerify.Dynamics.MonteCarlo.Random;

/// <summary>
/// Elementary functions over lanes: one sequence of fused operations, hence the same bits in every width. Errors against
/// the exact value, measured over the stated domains: log and exp 1.0 ulp, e^x − 1 2.0 ulp, sine and cosine 1.5 ulp.
/// Polynomial coefficients of sine and cosine are the minimax sets of FDLIBM 5.3 (Sun Microsystems, 1993: k_sin.c,
/// k_cos.c); those of exp are the Taylor coefficients 1/n!, those of log a Chebyshev interpolation (relative error 6e-18).
/// </summary>
internal static class LaneMath
{
    private const ulong OneBits = 0x3FF0000000000000;
    private const ulong SqrtHalfBits = 0x3FE6A09E667F3BCD;
    private const double RoundingConstant = 6755399441055744.0; // 1.5 * 2^52: adding it rounds to an integer in the low bits
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>Natural logarithm of a positive, finite, normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x)
        where T : struct, ILanes<T>
    {
        // x = 2^k z with z in [sqrt(1/2), sqrt(2)).
        T shifted = T.AddBits(x, T.BroadcastBits(OneBits - SqrtHalfBits));
        T exponent = T.ShiftRight(shifted, 52) | T.BroadcastBits(0x4330000000000000); // 2^52 + k + 1023
        T k = exponent - T.Broadcast(4503599627370496.0 + 1023.0);
        T z = T.AddBits(shifted & T.BroadcastBits(0x000FFFFFFFFFFFFF), T.BroadcastBits(SqrtHalfBits));

        // (ln(1+f) - f + f^2/2)/f^3 by interpolation at 20 Chebyshev points: no division, which would be the slowest step.
        T f = z - T.Broadcast(1.0);
        T f2 = f * f;
        T f4 = f2 * f2;
        T f8 = f4 * f4;
        T q0 = T.Fma(f, T.Broadcast(-0.2499999999999993), T.Broadcast(0.33333333333333337));
        T q1 = T.Fma(f, T.Broadcast(-0.16666666666697305), T.Broadcast(0.19999999999993223));
        T q2 = T.Fma(f, T.Broadcast(-0.12499999997109267), T.Broadcast(0.1428571428759174));
        T q3 = T.Fma(f, T.Broadcast(-0.0999999999631727), T.Broadcast(0.11111110909841072));
        T q4 = T.Fma(f, T.Broadcast(-0.08333345056413204), T.Broadcast(0.09090919875998202));
        T q5 = T.Fma(f, T.Broadcast(-0.0714223204915847), T.Broadcast(0.0769198812013375));
        T q6 = T.Fma(f, T.Broadcast(-0.06265031869518063), T.Broadcast(0.06671985555271291));
        T q7 = T.Fma(f, T.Broadcast(-0.05368280388050548), T.Broadcast(0.05837018351464999));
        T q8 = T.Fma(f, T.Broadcast(-0.06129561980727906), T.Broadcast(0.0537187789066478));
        T q9 = T.Fma(f, T.Broadcast(-0.025061228095282464), T.Broadcast(0.0566642324205218));
        T p0 = T.Fma(f4, T.Fma(f2, q3, q2), T.Fma(f2, q1, q0));
        T p1 = T.Fma(f4, T.Fma(f2, q7, q6), T.Fma(f2, q5, q4));
        T q = T.Fma(f8, T.Fma(f8, T.Fma(f2, q9, q8), p1), p0);
        T half = T.Broadcast(0.5) * f2;
        T correction = T.Fma(f2 * f, q, k * T.Broadcast(Ln2Low));
        return T.Fma(k, T.Broadcast(Ln2High), f - (half - correction));
    }

    /// <summary>e^x and e^x − 1 for |x| ≤ 708; below −708 they are 0 and −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp<T>(T x, out T exp, out T expMinusOne)
        where T : struct, ILanes<T>
    {
        T lowest = T.Broadcast(-708.0);
        T underflow = T.LessThan(x, lowest);
        x = T.Blend(underflow, lowest, x);

        // x = n ln 2 + r, |r| <= ln(2)/2.
        T rounded = T.Fma(x, T.Broadcast(1.4426950408889634), T.Broadcast(RoundingConstant));
        T n = rounded - T.Broadcast(RoundingConstant);
        T r = T.Fma(n, T.Broadcast(-Ln2High), x);
        r = T.Fma(n, T.Broadcast(-Ln2Low), r);
        T scale = T.AddBits(T.ShiftLeft(rounded, 52), T.BroadcastBits(OneBits));

        // (e^r - 1 - r)/r^2 to r^11, the pairs evaluated side by side.
        T r2 = r * r;
        T r4 = r2 * r2;
        T q01 = T.Fma(r, T.Broadcast(1.0 / 6), T.Broadcast(1.0 / 2));
        T q23 = T.Fma(r, T.Broadcast(1.0 / 120), T.Broadcast(1.0 / 24));
        T q45 = T.Fma(r, T.Broadcast(1.0 / 5040), T.Broadcast(1.0 / 720));
        T q67 = T.Fma(r, T.Broadcast(1.0 / 362880), T.Broadcast(1.0 / 40320));
        T q89 = T.Fma(r, T.Broadcast(1.0 / 39916800), T.Broadcast(1.0 / 3628800));
        T qab = T.Fma(r, T.Broadcast(1.0 / 6227020800), T.Broadcast(1.0 / 479001600));
        T upper = T.Fma(r4, T.Fma(r2, qab, q89), T.Fma(r2, q67, q45));
        T q = T.Fma(r4, upper, T.Fma(r2, q23, q01));
        T p = T.Fma(r2, q, r);

        exp = T.Blend(underflow, T.Broadcast(0.0), T.Fma(scale, p, scale));
        expMinusOne = T.Fma(scale, p, scale - T.Broadcast(1.0));
    }

    /// <summary>Sine and cosine for |x| ≤ 2^30 (three-part reduction by π/2; its first step is exact).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinCos<T>(T x, out T sin, out T cos)
        where T : struct, ILanes<T>
    {
        T rounded = T.Fma(x, T.Broadcast(0.63661977236758134), T.Broadcast(RoundingConstant));
        T n = rounded - T.Broadcast(RoundingConstant);
        T r = T.Fma(n, T.Broadcast(-1.5707963267948966), x);
        r = T.Fma(n, T.Broadcast(-6.123233995736766e-17), r);
        r = T.Fma(n, T.Broadcast(1.4973849048591833e-33), r);
        FirstOctant(r, out T sine, out T cosine);
        Turn(sine, cosine, rounded, out sin, out cos);
    }

    /// <summary>Sine and cosine for |r| ≤ π/4; the same bits as <see cref="SinCos{T}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FirstOctant<T>(T r, out T sin, out T cos)
        where T : struct, ILanes<T>
    {
        T z = r * r;
        T z2 = z * z;
        T sinUpper = T.Fma(z, T.Broadcast(1.58969099521155010221e-10), T.Broadcast(-2.50507602534068634195e-08));
        T sinMiddle = T.Fma(z, T.Broadcast(2.75573137070700676789e-06), T.Broadcast(-1.98412698298579493134e-04));
        T sinLower = T.Fma(z, T.Broadcast(8.33333333332248946124e-03), T.Broadcast(-1.66666666666666324348e-01));
        sin = T.Fma(z * r, T.Fma(z2, T.Fma(z2, sinUpper, sinMiddle), sinLower), r);

        T cosUpper = T.Fma(z, T.Broadcast(-1.13596475577881948265e-11), T.Broadcast(2.08757232129817482790e-09));
        T cosMiddle = T.Fma(z, T.Broadcast(-2.75573143513906633035e-07), T.Broadcast(2.48015872894767294178e-05));
        T cosLower = T.Fma(z, T.Broadcast(-1.38888888888741095749e-03), T.Broadcast(4.16666666666666019037e-02));
        T tail = T.Fma(z2, T.Fma(z2, cosUpper, cosMiddle), cosLower);
        cos = T.Fma(z, T.Fma(z, tail, T.Broadcast(-0.5)), T.Broadcast(1.0));
    }

    /// <summary>
    /// Sine and cosine of t·π/2 + n·π/2 for |t| ≤ 1/2, with n in the two low bits of <paramref name="quadrant"/>, to 1.5 ulp.
    /// The polynomials in t², of sin(tπ/2)/t and (cos(tπ/2) − 1)/t², interpolate at 7 Chebyshev points (relative error 4e-17).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinCosOfRightAngles<T>(T t, T quadrant, out T sin, out T cos)
        where T : struct, ILanes<T>
    {
        T z = t * t;
        T z2 = z * z;
        T s12 = T.Fma(z, T.Broadcast(0.07969262624604301), T.Broadcast(-0.6459640975062443));
        T s34 = T.Fma(z, T.Broadcast(0.0001604411507421909), T.Broadcast(-0.004681754132340976));
        T s56 = T.Fma(z, T.Broadcast(5.633933781537854e-08), T.Broadcast(-3.59864335298231e-06));
        T sine = t * T.Fma(z, T.Fma(z2, T.Fma(z2, s56, s34), s12), T.Broadcast(1.5707963267948966));

        T c12 = T.Fma(z, T.Broadcast(-0.020863480763340773), T.Broadcast(0.2536695079010478));
        T c34 = T.Fma(z, T.Broadcast(-2.5202039028029178e-05), T.Broadcast(0.0009192602745468447));
        T c56 = T.Fma(z, T.Broadcast(-6.329396344967424e-09), T.Broadcast(4.710678405505227e-07));
        T c0 = T.Fma(z, T.Fma(z2, T.Fma(z2, c56, c34), c12), T.Broadcast(-1.2337005501361697));
        T cosine = T.Fma(z, c0, T.Broadcast(1.0));

        Turn(sine, cosine, quadrant, out sin, out cos);
    }

    /// <summary>Sine and cosine of an angle turned by n right angles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn<T>(T sine, T cosine, T quadrant, out T sin, out T cos)
        where T : struct, ILanes<T>
    {
        T bit0 = T.ShiftLeft(quadrant, 63), bit1 = T.ShiftLeft(quadrant, 62);
        sin = T.FlipSign(T.BlendBySign(bit0, cosine, sine), bit1);
        cos = T.FlipSign(T.BlendBySign(bit0, sine, cosine), bit0 ^ bit1);
    }
}

/// <summary>
/// −2 ln u for u in (0, 1), to 1.5 ulp: the square of the radius of Box and Muller. With u = 2^k z, z in [0.697, 1.395), one of sixteen
/// factors c ≈ 1/z leaves f = z c − 1, |f| ≤ 0.0303, so that −2 ln u = −2 k ln 2 + 2 ln c − 2 ln(1 + f). The factors have at
/// most ten bits and that around z = 1 is exactly 1: nothing cancels for u near 1. For a u of at most 43 bits f is exact.
/// The polynomial in f of (2f − 2 ln(1 + f))/f² interpolates at 8 Chebyshev points (error 1.2e-15).
/// </summary>
internal static unsafe class MinusTwoLog
{
    private const ulong OneBits = 0x3FF0000000000000;
    private const ulong LowestBits = 0x3FE6500000000000; // 0.697265625, so that one interval is centred on 1
    private static readonly double* Factors = Copy(
        1.40234375, 1.34375, 1.2890625, 1.240234375, 1.193359375, 1.150390625, 1.111328125, 1.07421875,
        1.0390625, 1.0, 0.951171875, 0.8984375, 0.849609375, 0.806640625, 0.76953125, 0.734375);

    private static readonly double* TwiceLogarithms = Copy(
        0.6762898880174328, 0.5909284257876718, 0.5078304199619269, 0.43060074770636775,
        0.3535446682641751, 0.28020311722415786, 0.21111161817364626, 0.14318730637401764,
        0.0766377286042732, 0.0, -0.100121003913836, -0.2141962711127342,
        -0.3259571879016474, -0.42975406415695006, -0.5239474314831479, -0.6174709632992266);

    /// <summary>−2 ln u of positive normal numbers below 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T u)
        where T : struct, ILanes<T> => Of(u, Factors, TwiceLogarithms);

    /// <summary>The tables to give to <see cref="Of{T}(T, double*, double*)"/> in loops, which then need not ask whether they are there.</summary>
    public static void Tables(out double* factors, out double* twiceLogarithms)
    {
        factors = Factors;
        twiceLogarithms = TwiceLogarithms;
    }

    /// <summary>The same with its <see cref="Tables"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T u, double* factors, double* twiceLogarithms)
        where T : struct, ILanes<T>
    {
        // The exponent of the shifted bits is that of z = u / 2^k, their leading mantissa bits number its interval.
        T shifted = T.AddBits(u, T.BroadcastBits(OneBits - LowestBits));
        T k = (T.ShiftRight(shifted, 52) | T.BroadcastBits(0x4330000000000000)) - T.Broadcast(4503599627370496.0 + 1023.0);
        T z = T.AddBits(shifted & T.BroadcastBits(0x000FFFFFFFFFFFFF), T.BroadcastBits(LowestBits));
        T interval = T.ShiftRight(shifted, 48);
        T f = T.Fma(z, T.Lookup16(factors, interval), T.Broadcast(-1.0));
        T start = T.Fma(k, T.Broadcast(-1.3862943611198906), T.Lookup16(twiceLogarithms, interval));

        T f2 = f * f;
        T f4 = f2 * f2;
        T q01 = T.Fma(f, T.Broadcast(-0.6666666666666656), T.Broadcast(0.9999999999999989));
        T q23 = T.Fma(f, T.Broadcast(-0.4000000000359325), T.Broadcast(0.5000000000395248));
        T q45 = T.Fma(f, T.Broadcast(-0.28571409133357434), T.Broadcast(0.33333311951911265));
        T q67 = T.Fma(f, T.Broadcast(-0.22255864208440454), T.Broadcast(0.25037005581631633));
        T q = T.Fma(f4, T.Fma(f2, q67, q45), T.Fma(f2, q23, q01));
        return T.Fma(f2, q, T.Fma(f, T.Broadcast(-2.0), start));
    }

    /// <summary>Sixteen numbers on a cache line that never moves.</summary>
    private static double* Copy(params ReadOnlySpan<double> values)
    {
        double* memory = (double*)NativeMemory.AlignedAlloc(16 * sizeof(double), 64);
        values.CopyTo(new Span<double>(memory, 16));
        return memory;
    }
}
