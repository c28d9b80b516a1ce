using LindbladVerify.Dynamics.Random;
using LindbladVerify.Dynamics.Trajectories;
using LindbladVerify.LinearAlgebra.Krylov;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>Walks along one realisation at a time; noise k of trajectory t draws from its own stream (seed, k, t).</summary>
internal sealed class NoiseTrajectory
{
    private readonly SampledEquations equations;
    private readonly TimeGrid grid;
    private readonly NoiseCell cell;
    private readonly RandomStream[] streams;
    private readonly int[] states;
    private readonly double[] nextJump;
    private readonly double[] gaussian;
    private readonly double[] integrals;
    private readonly double[] sample;
    private readonly double[] term;
    private readonly double[] image;
    private readonly double[] sum;
    private double[] state;

    public NoiseTrajectory(SampledEquations equations, TimeGrid grid, NoiseCell cell)
    {
        this.equations = equations;
        this.grid = grid;
        this.cell = cell;
        int n = equations.Initial.Length, noises = equations.Processes.Length;
        streams = new RandomStream[noises];
        states = new int[noises];
        nextJump = new double[noises];
        gaussian = new double[noises];
        integrals = new double[noises];
        sample = new double[equations.ObservableCount * grid.Count];
        term = new double[n];
        image = new double[n];
        sum = new double[n];
        state = new double[n];
    }

    /// <summary>The observables at all times, observable by observable; valid until the next call.</summary>
    public ReadOnlySpan<double> Run(ulong seed, StreamPurpose purpose, long trajectory)
    {
        for (int k = 0; k < streams.Length; k++)
        {
            streams[k] = new RandomStream(new StreamKey(seed, (uint)k, purpose), trajectory);
            Begin(k);
        }

        state = [.. equations.Initial];
        double time = 0;
        for (int k = 0; k < grid.Count; k++)
        {
            if (equations.IsExact)
            {
                AdvanceExactly(time, grid.Times[k]);
            }
            else
            {
                AdvanceByCells(time, grid.Times[k]);
            }

            time = grid.Times[k];
            for (int o = 0; o < equations.ObservableCount; o++)
            {
                sample[(o * grid.Count) + k] = VectorKernels.Dot(equations.Rows[o], state);
            }
        }

        return sample;
    }

    private void Begin(int k)
    {
        if (equations.Processes[k] is MarkovChainNoise chain)
        {
            states[k] = Choose(chain.Populations, streams[k].NextUniform());
            nextJump[k] = Wait(k, chain);
        }
        else
        {
            gaussian[k] = streams[k].NextNormal();
        }
    }

    private double Wait(int k, MarkovChainNoise chain)
    {
        double rate = chain.ExitRate(states[k]);
        double exponential = streams[k].NextExponential();
        return rate > 0 ? exponential / rate : double.PositiveInfinity;
    }

    private void Jump(int k, MarkovChainNoise chain)
    {
        double target = streams[k].NextUniform() * chain.ExitRate(states[k]);
        int from = states[k];
        double reached = 0;
        for (int to = 0; to < chain.Values.Count; to++)
        {
            double rate = to == from ? 0 : chain.Rate(from, to);
            reached += rate;
            if (rate > 0)
            {
                states[k] = to;
                if (target <= reached)
                {
                    break;
                }
            }
        }

        nextJump[k] += Wait(k, chain);
    }

    private static int Choose(IReadOnlyList<double> probabilities, double uniform)
    {
        int chosen = 0;
        for (double reached = probabilities[0]; chosen < probabilities.Count - 1 && uniform > reached; reached += probabilities[++chosen])
        {
        }

        return chosen;
    }

    private void AdvanceExactly(double time, double target)
    {
        while (time < target)
        {
            int first = 0;
            for (int k = 1; k < nextJump.Length; k++)
            {
                first = nextJump[k] < nextJump[first] ? k : first;
            }

            double end = Math.Min(target, nextJump[first]);
            double length = Math.Max(0, end - time);
            if (equations.UsesLadders)
            {
                state = equations.Ladder(states, grid.Last).Advance(length, state);
            }
            else
            {
                for (int k = 0; k < states.Length; k++)
                {
                    integrals[k] = ((MarkovChainNoise)equations.Processes[k]).Values[states[k]] * length;
                }

                Exponential(length);
            }

            time = end;
            if (nextJump[first] <= target)
            {
                Jump(first, (MarkovChainNoise)equations.Processes[first]);
            }
        }
    }

    private void AdvanceByCells(double time, double target)
    {
        double span = target - time;
        if (span <= 0)
        {
            return;
        }

        int cells = cell.Count(span);
        double h = span / cells;
        for (int c = 0; c < cells; c++)
        {
            double end = c == cells - 1 ? target : time + ((c + 1) * h);
            for (int k = 0; k < integrals.Length; k++)
            {
                integrals[k] = equations.Processes[k] switch
                {
                    MarkovChainNoise chain => Integrate(k, chain, end - h, end),
                    OrnsteinUhlenbeckNoise noise => Integrate(k, noise, h / cell.Draws) + (cell.Draws == 2 ? Integrate(k, noise, h / 2) : 0),
                    _ => throw new InvalidOperationException($"Noise {k} cannot be sampled."),
                };
            }

            Exponential(h);
        }
    }

    private double Integrate(int k, MarkovChainNoise chain, double from, double to)
    {
        double integral = 0;
        while (nextJump[k] < to)
        {
            double at = Math.Max(from, nextJump[k]);
            integral += chain.Values[states[k]] * (at - from);
            from = at;
            Jump(k, chain);
        }

        return integral + (chain.Values[states[k]] * (to - from));
    }

    private double Integrate(int k, OrnsteinUhlenbeckNoise noise, double h)
    {
        var step = new OrnsteinUhlenbeckStep(noise.Rate, h);
        double n1 = streams[k].NextNormal(), n2 = streams[k].NextNormal();
        double integral = (step.Mean * gaussian[k]) + (step.Shared * n1) + (step.Own * n2);
        gaussian[k] = (step.Decay * gaussian[k]) + (step.Spread * n1);
        return (noise.Mean * h) + (noise.StandardDeviation * integral);
    }

    /// <summary>state = exp(A h + Σ ∫ξ_k B_k) state by a Taylor series, in pieces of norm below 2.</summary>
    private void Exponential(double h)
    {
        double norm = equations.StaticNorm * h;
        for (int k = 0; k < integrals.Length; k++)
        {
            norm += equations.PartNorms[k] * Math.Abs(integrals[k]);
        }

        int pieces = Math.Max(1, (int)Math.Ceiling(norm / 2));
        for (int piece = 0; piece < pieces; piece++)
        {
            state.CopyTo(term, 0);
            state.CopyTo(sum, 0);
            double floor = 1e-16 * VectorKernels.Norm(state);
            for (int j = 1; j < 60; j++)
            {
                double factor = 1.0 / (j * pieces);
                equations.Static.Apply(term, image);
                VectorKernels.Scale(factor * h, image);
                for (int k = 0; k < integrals.Length; k++)
                {
                    equations.Parts[k].AddApplied(factor * integrals[k], term, image);
                }

                image.CopyTo(term, 0);
                VectorKernels.Add(1, term, sum);
                if (VectorKernels.Norm(term) <= floor)
                {
                    break;
                }
            }

            sum.CopyTo(state, 0);
        }
    }
}
