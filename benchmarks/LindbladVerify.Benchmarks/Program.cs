using BenchmarkDotNet.Running;
using LindbladVerify.Benchmarks.Rates;
using LindbladVerify.Benchmarks.Propagation;
using LindbladVerify.Benchmarks.Ensembles;
using LindbladVerify.Benchmarks.Proofs;
using LindbladVerify.Benchmarks.Sweeps;
using LindbladVerify.Benchmarks.Trajectories;

if (args is ["peers", .. string[] rest])
{
    return PeerRun.Run(rest);
}

if (args is ["simulate", .. string[] point])
{
    return SimulateRun.Run(point);
}

if (args is ["exponential", .. string[] matrix])
{
    return ExponentialRun.Run(matrix);
}

if (args is ["errors", .. string[] file])
{
    return ErrorStudy.Run(file);
}

if (args is ["points-per-second"])
{
    return PointsPerSecond.Run();
}

if (args is ["sweep-points"])
{
    return SweepPoints.Run();
}

if (args is ["ensembles", .. string[] repeats])
{
    return EnsembleRates.Run(repeats);
}

if (args is ["proofs", .. string[] page])
{
    return ProofCosts.Run(page);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
