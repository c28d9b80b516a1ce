using LindbladVerify.Cli;

StandardStreams.Guard();
return await Application.RunAsync(args);
