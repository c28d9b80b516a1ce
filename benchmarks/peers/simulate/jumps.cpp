// Quantum jumps by the library's algorithm as a careful plain program: one trajectory after another, a dense propagator of the output
// interval, jump times by Newton steps on the logarithm of the norm with Taylor series of sparse products. Real and imaginary parts
// lie apart, so that the compiler can vectorise (-O3 -march=native -ffast-math). The model is without_symmetry of models.py.
// Random numbers from xoshiro256+ (Blackman and Vigna, 2018). Usage: jumps SPINS TRAJECTORIES SEED
#include <chrono>
#include <cmath>
#include <complex>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>
#include "../xoshiro.h"

using Complex = std::complex<double>;
using Dense = std::vector<Complex>; // row-major
static const int TIMES = 201;
static const double LAST = 10;

struct State {
    std::vector<double> re, im;
    explicit State(int d) : re(d), im(d) {}
    double norm() const {
        double sum = 0;
        for (size_t i = 0; i < re.size(); i++) sum += re[i] * re[i] + im[i] * im[i];
        return sum;
    }
    void scale(double f) { for (size_t i = 0; i < re.size(); i++) { re[i] *= f; im[i] *= f; } }
};

// Compressed rows.
struct Sparse {
    std::vector<int> start{0}, column;
    std::vector<double> re, im;
    Sparse(const Dense &a, int d) {
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) if (a[i * d + j] != 0.0) {
                column.push_back(j);
                re.push_back(a[i * d + j].real());
                im.push_back(a[i * d + j].imag());
            }
            start.push_back(int(column.size()));
        }
    }
    void apply(double factor, const State &x, State &y) const {
        for (size_t i = 0; i + 1 < start.size(); i++) {
            double r = 0, m = 0;
            for (int p = start[i]; p < start[i + 1]; p++) {
                r += re[p] * x.re[column[p]] - im[p] * x.im[column[p]];
                m += re[p] * x.im[column[p]] + im[p] * x.re[column[p]];
            }
            y.re[i] = factor * r;
            y.im[i] = factor * m;
        }
    }
    double expectation(const State &x) const {
        double sum = 0;
        for (size_t i = 0; i + 1 < start.size(); i++) for (int p = start[i]; p < start[i + 1]; p++)
            sum += x.re[i] * (re[p] * x.re[column[p]] - im[p] * x.im[column[p]]) + x.im[i] * (re[p] * x.im[column[p]] + im[p] * x.re[column[p]]);
        return sum;
    }
};

struct Propagator {
    int d;
    std::vector<double> re, im;
    Propagator(const Dense &a, int d) : d(d) { for (Complex v : a) { re.push_back(v.real()); im.push_back(v.imag()); } }
    void apply(const State &x, State &y) const {
        const double *xr = x.re.data(), *xi = x.im.data();
        for (int i = 0; i < d; i++) {
            const double *ar = &re[size_t(i) * d], *ai = &im[size_t(i) * d];
            double r = 0, m = 0;
            for (int j = 0; j < d; j++) {
                r += ar[j] * xr[j] - ai[j] * xi[j];
                m += ar[j] * xi[j] + ai[j] * xr[j];
            }
            y.re[i] = r;
            y.im[i] = m;
        }
    }
};

static Dense multiply(const Dense &a, const Dense &b, int d) {
    Dense c(a.size());
    for (int i = 0; i < d; i++) for (int k = 0; k < d; k++) if (a[i * d + k] != 0.0) for (int j = 0; j < d; j++) c[i * d + j] += a[i * d + k] * b[k * d + j];
    return c;
}

static Dense exponential(const Dense &a, double t, int d) {
    Dense sum(a.size());
    for (int i = 0; i < d; i++) sum[i * d + i] = 1;
    const Dense one = sum;
    Dense step = a;
    for (auto &v : step) v *= t / 16;
    for (int n = 16; n > 0; n--) {
        sum = multiply(step, sum, d);
        for (size_t k = 0; k < sum.size(); k++) sum[k] = sum[k] / double(n) + one[k];
    }
    for (int n = 0; n < 4; n++) sum = multiply(sum, sum, d);
    return sum;
}

// A local operator of one of n spins, the first spin slowest.
static Dense on(int site, const Complex (&local)[2][2], int n) {
    const int d = 1 << n, bit = 1 << (n - 1 - site);
    Dense a(size_t(d) * d);
    for (int i = 0; i < d; i++) for (int k = 0; k < 2; k++) a[i * d + ((i & ~bit) | (k ? bit : 0))] = local[(i & bit) != 0][k];
    return a;
}

static void add(Dense &sum, Complex factor, const Dense &a) { for (size_t k = 0; k < a.size(); k++) sum[k] += factor * a[k]; }

static Dense adjoint(const Dense &a, int d) {
    Dense b(a.size());
    for (int i = 0; i < d; i++) for (int j = 0; j < d; j++) b[j * d + i] = std::conj(a[i * d + j]);
    return b;
}

struct Model {
    int d;
    Dense generator, decay; // -i H - 1/2 sum L†L, and that sum
    std::vector<Sparse> jumps, observables;
    explicit Model(int n) : d(1 << n), generator(size_t(d) * d), decay(size_t(d) * d) {
        const Complex I(0, 1), X[2][2] = {{0, 0.5}, {0.5, 0}}, Y[2][2] = {{0, -0.5 * I}, {0.5 * I, 0}}, Z[2][2] = {{0.5, 0}, {0, -0.5}}, M[2][2] = {{0, 0}, {1, 0}};
        for (int k = 0; k < n; k++) {
            add(generator, -I * std::sin(k + 1.0), on(k, X, n));
            add(generator, -I * std::cos(1.7 * k), on(k, Z, n));
            add(generator, -I * 0.5, on(k, Y, n));
            for (int l = 0; l < k; l++) add(generator, -I * std::cos(k + 3.0 * l) / double(k - l), multiply(on(k, Z, n), on(l, Z, n), d));
            if (k > 0) add(generator, -I * 0.8, multiply(on(k, X, n), on(k - 1, Y, n), d));
        }
        for (int c = 0; c < 2 * n; c++) {
            Dense jump(size_t(d) * d);
            add(jump, std::sqrt(c < n ? 0.05 + 0.01 * c : 0.08), c < n ? on(c, M, n) : on(c - n, Z, n));
            jumps.emplace_back(jump, d);
            add(decay, 1, multiply(adjoint(jump, d), jump, d));
        }
        add(generator, -0.5, decay);
        observables = {Sparse(on(0, Z, n), d), Sparse(on(n - 1, Z, n), d)};
    }
};

struct Walker {
    const Sparse &generator, &decay;
    State term, next;
    Walker(const Sparse &generator, const Sparse &decay, int d) : generator(generator), decay(decay), term(d), next(d) {}

    // psi -> exp(A t) psi by a Taylor series, |A| t <= 1.
    void move(State &x, double t) {
        const double limit = 1e-32 * x.norm();
        term = x;
        for (int k = 1; k <= 60; k++) {
            generator.apply(t / k, term, next);
            std::swap(term, next);
            for (size_t i = 0; i < x.re.size(); i++) { x.re[i] += term.re[i]; x.im[i] += term.im[i]; }
            if (term.norm() <= limit) return;
        }
    }

    // Moves psi to where its norm is r, within a time t after which it is below; returns the time.
    double find(State &x, double t, double r, const State &end) {
        const double n0 = x.norm(), n1 = end.norm(), g0 = std::log(n0 / r), g1 = std::log(n1 / r);
        const double u = g0 / (g0 - g1), v = 1 - u;
        double low = 0, high = t, at = 0;
        double guess = u * u * (3 - 2 * u) * t + (g0 - g1) * u * v * (v * n0 / decay.expectation(x) - u * n1 / decay.expectation(end));
        if (!(guess > 0 && guess < t)) guess = u * t;
        for (int k = 0; k < 100; k++) {
            move(x, guess - at);
            at = guess;
            const double n = x.norm(), g = std::log(n / r);
            (g > 0 ? low : high) = at;
            if (std::fabs(g) <= 1e-11 || high - low <= 1e-11 * t) break;
            guess = at + g * n / decay.expectation(x);
            if (!(guess > low && guess < high)) guess = (low + high) / 2;
        }
        return at;
    }
};

int main(int argc, char **argv) {
    if (argc != 4) { std::fprintf(stderr, "usage: jumps SPINS TRAJECTORIES SEED\n"); return 2; }
    const int n = std::atoi(argv[1]);
    const long trajectories = std::atol(argv[2]);
    const Model model(n);
    const int d = model.d;
    const auto clock = std::chrono::steady_clock::now();
    const std::clock_t processor = std::clock();
    const double h = LAST / (TIMES - 1);
    const Propagator step(exponential(model.generator, h, d), d);
    const Sparse generator(model.generator, d), decay(model.decay, d);
    Walker walker(generator, decay, d);
    Generator random(std::strtoull(argv[3], nullptr, 10));
    std::vector<double> sum(2 * TIMES), squares(2 * TIMES), weights(model.jumps.size());
    State x(d), y(d);
    for (long trajectory = 0; trajectory < trajectories; trajectory++) {
        x.scale(0);
        x.re[d / 2 - 1] = 1; // the first spin up, the others down
        double r = random.uniform();
        for (int k = 0; k < TIMES; k++) {
            double left = k == 0 ? 0 : h;
            while (left > 0) {
                if (left == h) step.apply(x, y);
                else { y = x; walker.move(y, left); }
                if (y.norm() >= r) { std::swap(x, y); break; }
                left -= walker.find(x, left, r, y);
                double total = 0;
                for (size_t c = 0; c < weights.size(); c++) { model.jumps[c].apply(1, x, y); weights[c] = total += y.norm(); }
                const double chosen = random.uniform() * total;
                size_t c = 0;
                while (c + 1 < weights.size() && chosen > weights[c]) c++;
                model.jumps[c].apply(1, x, y);
                std::swap(x, y);
                x.scale(1 / std::sqrt(x.norm()));
                r = random.uniform();
            }
            const double norm = x.norm();
            for (int o = 0; o < 2; o++) {
                const double value = model.observables[o].expectation(x) / norm;
                sum[2 * k + o] += value;
                squares[2 * k + o] += value * value;
            }
        }
    }
    const double used = double(std::clock() - processor) / CLOCKS_PER_SEC;
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - clock).count();
    std::printf("{\"program\": \"C++\", \"trajectories\": %ld, \"wallSeconds\": %.9g, \"processorSeconds\": %.9g, ", trajectories, seconds, used);
    for (int part = 0; part < 2; part++) {
        std::printf("\"%s\": [", part == 0 ? "values" : "standardErrors");
        for (int o = 0; o < 2; o++) for (int k = 0; k < TIMES; k++) {
            const double mean = sum[2 * k + o] / trajectories, variance = std::fmax(0, squares[2 * k + o] / trajectories - mean * mean);
            std::printf("%s%.17g%s", k == 0 ? "[" : "", part == 0 ? mean : std::sqrt(variance / (trajectories - 1)), k < TIMES - 1 ? ", " : o == 0 ? "], " : "]");
        }
        std::printf(part == 0 ? "], " : "]}\n");
    }
}
