namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary>The Taylor polynomials of the exponential that need few matrix products, and how far each may be used.</summary>
/// <remarks>
/// Schemes: Bader, Blanes and Casas (2019), doi:10.3390/math7121174: degrees 4, 8, 12 with 2, 3, 4 products; Sastre, Ibanez and
/// Defez (2019), doi:10.1016/j.amc.2018.08.017: degree 21 with 5, the last one a polynomial of degree 24 that has the exponential's
/// coefficients up to degree 21. Its bound counts the deviating ones.
/// The step bounds are for a relative backward error of 2^-53 and follow Al-Mohy and Higham (2009), doi:10.1137/09074721X, section 3.
/// reference-data/matrix-exponential/polynomial-coefficients.py expands the schemes, refines their coefficients to 60 digits
/// and computes the bounds; the tests expand the numbers below once more.
/// </remarks>
internal static class TaylorScheme
{
    /// <summary>Bound on the norm for degree 1.</summary>
    public const double Theta1 = 2.220446049250312752e-16;

    /// <summary>Bound on the norm for degree 2.</summary>
    public const double Theta2 = 2.580956802971767162e-8;

    /// <summary>Bound for degree 4.</summary>
    public const double Theta4 = 3.397168839976961920e-4;

    /// <summary>Bound for degree 8.</summary>
    public const double Theta8 = 4.991228871115322674e-2;

    /// <summary>Bound for degree 12.</summary>
    public const double Theta12 = 2.996158913811580460e-1;

    /// <summary>Bound for degree 21.</summary>
    public const double Theta21 = 1.682715644786315682;

    /// <summary>Degree 8: X = A2 (x1 A + x2 A2); P = (x3 A2 + X)(c0 + c1 A + c2 A2 + c4 X) + 1 + A + u2 A2.</summary>
    public const double X1 = 0.108364656785227808523076;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double X2 = 0.027091164196306952130769;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double X3 = 0.6666666666666666666666667;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double C0 = 0.5467614579707240525063566;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double C1 = 0.1611255733954175928279837;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double C2 = 0.01409091715837820773080546;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double C4 = 0.03379279701087050414060445;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double U2 = 0.1354923613528506316624289;

    /// <summary>Degree 12, rows Q1..Q4 over (1, A, A2, A3): Y = Q3 + Q4 Q4; P = Q1 + (Q2 + Y) Y.</summary>
    public static readonly double[][] Q =
    [
        [-0.01860232051462055322434373, -0.005007023225733177309797418, -0.5734201229605222639059524, -0.1333996939438920597007689],
        [4.6, 0.9928751035384868361404796, -0.132445561052799638845075, 0.0017299],
        [0.2116931182998094429493233, 0.1582243847157267253717689, 0.1656351694367274150111717, 0.01078627793157924250263206],
        [0.0, -0.1318106101383018401568193, -0.02027855540589259079335682, -0.006759518468630863597785608],
    ];

    /// <summary>Degree 21, over (1, A, A2, A3): Y0 = A3 times this row.</summary>
    public static readonly double[] Y0 = [0.0, 0.00005374708803114820360639605, 0.000004500852739573010071532832, 0.000001161658834444880406272193];

    /// <summary>Degree 21, rows over (1, A, A2, A3, Y0): Y1 = first second + third.</summary>
    public static readonly double[][] Y1 =
    [
        [0.0, 0.9418613214806352212991451, 0.06974348269544424312835862, 0.002005403977292901458617706, 1.0],
        [0.0, 0.0, -0.007544837153586670795143074, 0.002852960512714315000629857, 1.0],
        [0.0, 0.0, 0.1392249143769798228028454, 0.03151382711608315321378252, 1.829773504500423754978509],
    ];

    /// <summary>Degree 21, rows over (1, A, A2, A3, Y0, Y1): P = first second + third.</summary>
    public static readonly double[][] Y2 =
    [
        [0.0, 0.3112216227982407393782152, -0.05394098846866401963928324, -0.002269101241269351089363611, 0.0, 1.0],
        [0.0, 0.6865706355662834041630062, 0.0, 0.0, 9.343851261938046512315769, 1.0],
        [1.0, 1.0, -0.1638413114712015580505997, -0.01413550099309667053879458, -5.726379787260966389608996, 3.233370163085379859452255],
    ];
}
