using LindbladVerify.Cli;

Nursery.Enlarge(args);
StandardStreams.Guard();
return await Application.RunAsync(args);
