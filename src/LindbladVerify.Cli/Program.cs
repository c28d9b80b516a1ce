using LindbladVerify.Cli;

SecondStart.IfLong(args);
StandardStreams.Guard();
return await Application.RunAsync(args);
