"""Nightly: import, the snapshot of one day, export.

Client mode, so that a failed job fails its task. The run that starts after midnight publishes the
snapshot of that midnight: the day its data interval ends, one after {{ ds }} for a daily interval.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

VERTICAL = "/etc/dealrank/resumes.yaml"
OUTPUT = "hdfs:///dealrank"
SNAPSHOT = "{{ data_interval_end | ds }}"


def step(name, *arguments):
    return SparkSubmitOperator(
        task_id=name,
        conn_id="spark_default",
        java_class="io.dealrank.jobs.Dealrank",
        application="/opt/dealrank/dealrank-job.jar",
        application_args=[name, "--vertical", VERTICAL, "--output", OUTPUT, *arguments],
        conf={
            "spark.submit.deployMode": "client",
            "spark.serializer": "org.apache.spark.serializer.KryoSerializer",
        },
        driver_memory="4g",
        executor_memory="8g",
        name=f"dealrank-{name}-{{{{ ds }}}}",
    )


with DAG(
    dag_id="dealrank_resumes",
    schedule="10 3 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,  # two runs would replace the same lake
    default_args={"retries": 2, "retry_delay": timedelta(minutes=10)},
) as dag:
    (
        step("import", "--input", "hdfs:///logs/marketplace")
        >> step("build-marts", "--to", SNAPSHOT)
        >> step("export-features", "--date", SNAPSHOT)
    )
