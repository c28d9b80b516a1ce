namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>Passes reports on with the stage that they belong to, the first of them before the stage begins.</summary>
internal sealed class StageProgress(IProgress<TrajectoryProgress> target, double stepsPerTrajectory, bool isPilot) : IProgress<TrajectoryProgress>
{
    public void Report(TrajectoryProgress value) => target.Report(value with { StepsPerTrajectory = stepsPerTrajectory, IsPilot = isPilot });
}
