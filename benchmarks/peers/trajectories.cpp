// The same work as the library's kernels, as a careful plain program: one trajectory after another, scalar code, the
// compiler free to reorder (-O3 -march=native -ffast-math). Random numbers from xoshiro256+ (Blackman and Vigna, 2018).
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include "xoshiro.h"

static const double D = 76e3, DELTA = 8e6, P = 0.7, GC = 2e6, G2 = 7e4, H = 1e-8;

// Free motion over a time: x decays; (y, z) by the exponential of {{-G2, D}, {-D, 0}}.
struct Free { double xx, yy, yz, zy, zz; };
static Free free_motion(double t) {
    const double a = -G2 / 2, b = std::sqrt(std::fabs(D * D - a * a));
    const bool turns = D * D > a * a;
    const double c = turns ? std::cos(b * t) : std::cosh(b * t), s = (turns ? std::sin(b * t) : std::sinh(b * t)) / b;
    const double e = std::exp(a * t);
    return {std::exp(-G2 * t), e * (c + a * s), e * D * s, -e * D * s, e * (c - a * s)};
}

struct Sum { double z = 0, z2 = 0, i = 0, i2 = 0; void add(double a, double b) { z += a; z2 += a * a; i += b; i2 += b * b; } };

// exp(Bt) of the Bloch equations at a constant splitting, by Taylor series and squaring.
struct Matrix { double m[3][3]; };
static Matrix multiply(const Matrix &a, const Matrix &b) {
    Matrix c{};
    for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) for (int k = 0; k < 3; k++) c.m[i][j] += a.m[i][k] * b.m[k][j];
    return c;
}
static Matrix motion(double splitting, double t) {
    const double h = t / 1024;
    const Matrix b = {{{-G2 * h, -splitting * h, 0}, {splitting * h, -G2 * h, D * h}, {0, -D * h, 0}}};
    const Matrix one = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    Matrix sum = one;
    for (int n = 8; n > 0; n--) {
        sum = multiply(b, sum);
        for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) sum.m[i][j] = sum.m[i][j] / n + one.m[i][j];
    }
    for (int n = 0; n < 10; n++) sum = multiply(sum, sum);
    return sum;
}

static Sum telegraph(long trajectories, int steps, uint64_t seed) {
    Generator random(seed);
    const double flip[2] = {(1 + P) / 2 * (1 - std::exp(-GC * H)), (1 - P) / 2 * (1 - std::exp(-GC * H))};
    const Matrix u[2] = {motion(-DELTA, H), motion(DELTA, H)};
    Sum sum;
    for (long n = 0; n < trajectories; n++) {
        int up = random.uniform() < (1 + P) / 2;
        double x = 0, y = 0, z = 1, integral = -0.5;
        for (int k = 0; k < steps; k++) {
            const double (&m)[3][3] = u[up].m;
            integral += z;
            const double r = m[0][0] * x + m[0][1] * y + m[0][2] * z;
            const double q = m[1][0] * x + m[1][1] * y + m[1][2] * z;
            z = m[2][0] * x + m[2][1] * y + m[2][2] * z;
            x = r;
            y = q;
            up ^= random.uniform() < flip[up];
        }
        sum.add(z, (integral + z / 2) * H);
    }
    return sum;
}

// The same law by the library's algorithm: geometric numbers of steps between flips, and stored powers of the motion to the base 32.
struct Power { double m[4][4]; }; // rows x, y, z and the trapezium sum of z
static Power multiply(const Power &a, const Power &b) {
    Power c{};
    for (int i = 0; i < 4; i++) for (int j = 0; j < 4; j++) for (int k = 0; k < 4; k++) c.m[i][j] += a.m[i][k] * b.m[k][j];
    return c;
}
static Sum telegraph_by_flips(long trajectories, int steps, uint64_t seed) {
    Generator random(seed);
    static Power powers[2][4][32];
    for (int v = 0; v < 2; v++) {
        const Matrix u = motion(v == 0 ? -DELTA : DELTA, H);
        Power unit{};
        for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) unit.m[i][j] = u.m[i][j];
        for (int j = 0; j < 3; j++) unit.m[3][j] = ((j == 2 ? 1 : 0) + u.m[2][j]) / 2;
        unit.m[3][3] = 1;
        for (int place = 0; place < 4; place++) {
            Power power{};
            for (int i = 0; i < 4; i++) power.m[i][i] = 1;
            for (int digit = 0; digit < 32; digit++) { powers[v][place][digit] = power; power = multiply(unit, power); }
            unit = power;
        }
    }
    const double flip[2] = {(1 + P) / 2 * (1 - std::exp(-GC * H)), (1 - P) / 2 * (1 - std::exp(-GC * H))};
    const double mean[2] = {-1 / std::log1p(-flip[0]), -1 / std::log1p(-flip[1])};
    Sum sum;
    for (long n = 0; n < trajectories; n++) {
        int up = random.uniform() < (1 + P) / 2;
        double v[4] = {0, 0, 1, 0};
        for (long left = steps; left > 0; up ^= 1) {
            const double wait = 1 + std::floor(-std::log(random.uniform()) * mean[up]);
            long k = wait < left ? long(wait) : left;
            left -= k;
            for (int place = 0; k > 0; k >>= 5, place++) {
                const double (&m)[4][4] = powers[up][place][k & 31].m;
                double w[4];
                for (int i = 0; i < 4; i++) w[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2] + m[i][3] * v[3];
                std::memcpy(v, w, sizeof v);
            }
        }
        sum.add(v[2], v[3] * H);
    }
    return sum;
}

static Sum ornstein_uhlenbeck(long trajectories, int steps, uint64_t seed) {
    Generator random(seed);
    const double sigma = std::sqrt(1 - P * P), e = std::exp(-GC * H), m = (1 - e) / GC;
    const double su = std::sqrt(1 - e * e), shared = (1 - e) * (1 - e) / (GC * su);
    const double own = std::sqrt(2 * (GC * H - 2 * std::tanh(GC * H / 2))) / GC;
    const Free f = free_motion(H), g = free_motion(H / 2), back = free_motion(-H / 2);
    auto pair = [&](double &a, double &b) {
        const double radius = std::sqrt(-2 * std::log(random.uniform())), angle = 2 * M_PI * random.uniform();
        a = radius * std::cos(angle);
        b = radius * std::sin(angle);
    };
    Sum sum;
    for (long n = 0; n < trajectories; n++) {
        double u, spare, n1, n2;
        pair(u, spare);
        double x = 0, y = g.yz, z = g.zz, integral = 0;
        for (int k = 0; k < steps; k++) {
            pair(n1, n2);
            const double phase = DELTA * (P * H + sigma * (m * u + shared * n1 + own * n2));
            u = e * u + su * n1;
            const double c = std::cos(phase), s = std::sin(phase), r = c * x - s * y, q = s * x + c * y;
            integral += z; // in the middle of the step
            x = f.xx * r;
            y = f.yy * q + f.yz * z;
            z = f.zy * q + f.zz * z;
        }
        sum.add(back.zy * y + back.zz * z, integral * H);
    }
    return sum;
}

int main(int argc, char **argv) {
    if (argc != 5) { std::fprintf(stderr, "usage: trajectories WORK TRAJECTORIES STEPS SEED\n"); return 2; }
    const bool gaussian = std::strcmp(argv[1], "ornstein-uhlenbeck") == 0, by_flips = std::strcmp(argv[1], "telegraph-grid-by-flips") == 0;
    const long n = std::atol(argv[2]);
    const int steps = std::atoi(argv[3]);
    const auto clock = std::chrono::steady_clock::now();
    const std::clock_t processor = std::clock();
    const Sum s = gaussian ? ornstein_uhlenbeck(n, steps, std::atol(argv[4])) : by_flips ? telegraph_by_flips(n, steps, std::atol(argv[4])) : telegraph(n, steps, std::atol(argv[4]));
    const double used = double(std::clock() - processor) / CLOCKS_PER_SEC;
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - clock).count();
    const double z = s.z / n, i = s.i / n;
    std::printf("{\"program\": \"%s\", \"work\": \"%s\", \"seconds\": %.9g, \"processorSeconds\": %.9g, \"events\": %.17g, "
                "\"z\": %.17g, \"zStandardError\": %.17g, \"integral\": %.17g, \"integralStandardError\": %.17g}\n",
                by_flips ? "C++ by flips" : "C++", by_flips ? "telegraph-grid" : argv[1], seconds, used, double(n) * steps, z, std::sqrt((s.z2 / n - z * z) / n), i, std::sqrt((s.i2 / n - i * i) / n));
}
