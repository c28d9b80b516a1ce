using BenchmarkDotNet.Running;
using LindbladVerify.Benchmarks.Trajectories;

if (args is ["peers", .. string[] rest])
{
    return PeerRun.Run(rest);
}

if (args is ["errors", .. string[] file])
{
    return ErrorStudy.Run(file);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
