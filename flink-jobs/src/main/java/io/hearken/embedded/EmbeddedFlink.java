package io.hearken.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

/** A Flink cluster in this process, running one job. What it keeps on disk goes when it closes. */
public final class EmbeddedFlink implements AutoCloseable {
    private static final String CHECKPOINTS = "checkpoints";
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final JobClient job;
    private final CompletableFuture<JobExecutionResult> result;
    private final Path folder;

    private EmbeddedFlink(JobClient job, Path folder) {
        this.job = job;
        this.result = job.getJobExecutionResult();
        this.folder = folder;
    }

    /**
     * Starts a cluster and a job in it.
     *
     * @param job adds the job's operators to the environment
     */
    public static EmbeddedFlink start(
            String name, Configuration settings, Consumer<StreamExecutionEnvironment> job)
            throws Exception {
        Path folder = Files.createTempDirectory("hearken-flink-");
        try {
            Configuration all = new Configuration(settings);
            all.set(CoreOptions.TMP_DIRS, folder.toString());
            all.set(WebOptions.TMP_DIR, folder.toString());
            if (!all.contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY)) {
                all.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
                all.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri() + CHECKPOINTS);
            }
            all.set(RestOptions.BIND_ADDRESS, "127.0.0.1"); // its page is nobody else's
            StreamExecutionEnvironment flink =
                    StreamExecutionEnvironment.getExecutionEnvironment(all);
            job.accept(flink);
            return new EmbeddedFlink(flink.executeAsync(name), folder);
        } catch (Exception e) {
            FileUtils.deleteDirectoryQuietly(folder.toFile());
            throw e;
        }
    }

    /** Waits for the job's end; throws what ended it unless it was {@link #close}. */
    public void join() throws Exception {
        try {
            result.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Whether the job has ended, by itself or by a failure. */
    public boolean isOver() {
        return result.isDone();
    }

    /**
     * Bytes that states have on disk while they are worked on, as RocksDB's do. Checkpoints do not
     * count, nor what RocksDB logs.
     */
    public long stateBytes() throws IOException {
        long[] bytes = {0};
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes are) {
                        return path.equals(folder.resolve(CHECKPOINTS))
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes are) {
                        boolean isState =
                                file.getParent().endsWith("db")
                                        && !file.getFileName().toString().startsWith("LOG");
                        bytes[0] += isState ? are.size() : 0;
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException why) {
                        return FileVisitResult.CONTINUE; // it was deleted just now
                    }
                });
        return bytes[0];
    }

    /** Cancels the job, stops the cluster and removes its files. */
    @Override
    public void close() throws IOException {
        try {
            if (!result.isDone()) {
                job.cancel().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            // Cancelled, just over, or not in time: the process is about to end either way.
        } finally {
            FileUtils.deleteDirectoryQuietly(folder.toFile());
        }
    }
}
